import { SEVERITIES, type Severity } from '@demarc/domain';
import { oneOf } from '../../choice.js';
import { exactTime } from '../../print/time.js';
import { momentIn } from './moment-in.js';
import { simpleCommand } from './simple-command.js';

const reason = { flags: '--reason <text>', help: 'why', required: true };

export const claimCommand = simpleCommand({
  command: 'claim',
  description: 'Take incidents for yourself that nobody has yet',
  options: [],
  body: () => ({}),
  done: ({ assignee }) => `claimed by ${assignee}`,
  examples: [['claim INC-7K3Q9-X2M4P', 'you work on it']],
});

export const reopenCommand = simpleCommand<{ note: string }>({
  command: 'reopen',
  description: 'Open resolved incidents again; after 24 hours a new one is opened that is linked to the old one',
  options: [{ flags: '--note <text>', help: 'what came back', required: true }],
  body: ({ note }) => ({ note }),
  done: ({ state, queue }) =>
    state === 'resolved' ? 'came back as a new incident, linked to this one' : `open again in ${queue}`,
  examples: [['reopen INC-7K3Q9-X2M4P --note "The printer jams again"', 'within 24 hours of its resolution']],
});

export const severityCommand = simpleCommand<{ to: Severity; reason: string }>({
  command: 'severity',
  description: 'Give incidents another severity; events raise it again only beyond what it was',
  options: [{ flags: '--to <severity>', help: 'A, B or C', required: true, parse: oneOf(SEVERITIES) }, reason],
  body: ({ to, reason: because }) => ({ to, reason: because }),
  done: ({ severity }) => `severity ${severity}`,
  examples: [['severity INC-7K3Q9-X2M4P --to C --reason "One device only"', 'less urgent than reported']],
});

export const snoozeCommand = simpleCommand<{ for?: string; until?: string; reason: string }>({
  command: 'snooze',
  description: 'Put incidents out of the way for a while; their clocks go on unless the other party agrees',
  options: [
    { flags: '--for <time>', help: 'such as 30m, 4h or 2d' },
    { flags: '--until <moment>', help: 'such as 2026-11-30T09:00:00Z' },
    reason,
  ],
  body: (options) => ({ until: momentIn(options, new Date()), reason: options.reason }),
  done: ({ snoozed }) => `snoozed until ${snoozed ? exactTime(snoozed.until) : '-'}`,
  examples: [
    ['snooze INC-7K3Q9-X2M4P --for 4h --reason "The vendor comes this afternoon"', 'it wakes by itself'],
    ['agree-snooze INC-7K3Q9-X2M4P --as customer/kim', 'the other party agrees: the clocks stand still'],
  ],
});

export const agreeSnoozeCommand = simpleCommand({
  command: 'agree-snooze',
  description: "Agree that the other party's incidents sleep; their clocks stand still until they wake",
  options: [],
  body: () => ({}),
  done: ({ snoozed }) => `agreed, until ${snoozed ? exactTime(snoozed.until) : '-'}`,
  examples: [['agree-snooze INC-7K3Q9-X2M4P --as customer/kim', 'for the customer']],
});

export const wakeCommand = simpleCommand<{ reason: string }>({
  command: 'wake',
  description: 'End the snooze of incidents',
  options: [reason],
  body: ({ reason: because }) => ({ reason: because }),
  done: ({ queue }) => `awake in ${queue}`,
  examples: [['wake INC-7K3Q9-X2M4P --reason "The vendor was here"', 'earlier than planned']],
});

export const linkCommand = simpleCommand<{ to: string; reason: string }>({
  command: 'link',
  description: 'Link incidents to another one',
  options: [{ flags: '--to <incident>', help: 'the other one', required: true }, reason],
  body: ({ to, reason: because }) => ({ to, reason: because }),
  done: ({ linked }) => `linked (${linked.length} in all)`,
  examples: [['link INC-7K3Q9-X2M4P --to INC-TFRZ9-A1BCD --reason "The same switch"', 'both say so']],
});

export const mergeCommand = simpleCommand<{ into: string; reason: string }>({
  command: 'merge',
  description: 'Let one incident go on for others of the same party; theirs are closed and their events are its own',
  options: [{ flags: '--into <incident>', help: 'the one that goes on', required: true }, reason],
  body: ({ into, reason: because }) => ({ into, reason: because }),
  done: () => 'merged; the other one goes on with its events',
  examples: [['merge INC-7K3Q9-X2M4P --into INC-TFRZ9-A1BCD --reason "One campaign"', 'two become one']],
});

export const splitCommand = simpleCommand<{ events: string; reason: string }>({
  command: 'split',
  description: 'Let some events of an incident go on in one of their own',
  options: [
    { flags: '--events <ids>', help: 'with commas between them; `demarc show --json` has them', required: true },
    reason,
  ],
  body: ({ events, reason: because }) => ({ eventIds: events.split(',').map((id) => id.trim()), reason: because }),
  done: ({ eventCount }) => `split; ${eventCount === 1 ? 'one event stays' : `${eventCount} events stay`}`,
  examples: [
    ['split INC-7K3Q9-X2M4P --events 019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d1e --reason "Another user"', 'one event goes'],
  ],
});
