import type { CommandName } from '@demarc/contracts';

/**
 * What a command asks for, as fields of a form by the names of its body. `text` is long, `line` short, `until` a moment
 * to come, `incident` the reference of another one, `queue` one of the teams, `events` some of the incident's own.
 */
export interface FormField {
  readonly name: string;
  readonly kind:
    'text' | 'line' | 'queue' | 'severity' | 'impact' | 'visibility' | 'until' | 'incident' | 'events' | 'ending';
  readonly optional?: true;
}

const REASON: FormField = { name: 'reason', kind: 'text' };
const NOTE: FormField = { name: 'note', kind: 'text' };
const NOTE_IF_ANY: FormField = { name: 'note', kind: 'text', optional: true };

export const COMMAND_FORMS: Readonly<Record<CommandName, readonly FormField[]>> = {
  acknowledge: [],
  claim: [],
  assign: [{ name: 'to', kind: 'line' }],
  comment: [
    { name: 'text', kind: 'text' },
    { name: 'visibility', kind: 'visibility' },
  ],
  resolve: [{ name: 'classification', kind: 'ending', optional: true }, NOTE_IF_ANY],
  reopen: [NOTE],
  'service-impact': [{ name: 'impact', kind: 'impact' }, NOTE_IF_ANY],
  severity: [{ name: 'to', kind: 'severity' }, REASON],
  offer: [{ name: 'to', kind: 'queue' }, REASON],
  accept: [],
  refuse: [REASON],
  withdraw: [REASON],
  settle: [{ name: 'to', kind: 'queue' }, NOTE],
  engage: [NOTE],
  request: [{ name: 'action', kind: 'text' }],
  answer: [{ name: 'text', kind: 'text' }],
  snooze: [{ name: 'until', kind: 'until' }, REASON],
  'agree-snooze': [],
  wake: [REASON],
  link: [{ name: 'to', kind: 'incident' }, REASON],
  merge: [{ name: 'into', kind: 'incident' }, REASON],
  split: [{ name: 'eventIds', kind: 'events' }, REASON],
};

/** Graph's own words for how an alert ended, then ours for what is no alert. */
export const ENDINGS = [
  'truePositive',
  'informationalExpectedActivity',
  'falsePositive',
  'fixed',
  'no-fault-found',
] as const;
