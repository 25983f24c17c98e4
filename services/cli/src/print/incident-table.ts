import type { IncidentView } from '@demarc/contracts';
import type { Column } from './table.js';
import { paintSeverity, type Style } from './style.js';
import { relativeTime } from './time.js';

/** The columns of a queue. What tells least goes first when the terminal is narrow. */
export function incidentColumns(style: Style, now: Date): readonly Column<IncidentView>[] {
  return [
    { title: '', value: ({ severity }) => severity, paint: (_, { severity }) => paintSeverity(severity, style) },
    { title: 'INCIDENT', value: ({ reference }) => reference, paint: style.bold },
    { title: 'TENANT', value: ({ tenant }) => tenant, dropFirst: 1 },
    { title: 'TITLE', value: ({ title }) => title, flexible: true },
    { title: 'ABOUT', value: ({ about }) => about ?? '', paint: style.dim, dropFirst: 3 },
    { title: 'EVENTS', value: ({ eventCount }) => String(eventCount), right: true, dropFirst: 4 },
    { title: 'STATE', value: stateText, paint: (text, row) => (row.state === 'new' ? style.cyan(text) : text) },
    { title: 'DUE', value: (row) => dueText(row, now), dropFirst: 2 },
    { title: 'OPENED', value: ({ openedAt }) => relativeTime(openedAt, now), paint: style.dim },
  ];
}

/** `new`, `ana.ribeiro`, `waiting`, `resolved`; what else stands in its way goes first: `offered`, `disputed`, `snoozed`. */
function stateText({ state, assignee, offer, disputedAt, snoozed }: IncidentView): string {
  if (offer) return 'offered';
  if (disputedAt !== null) return 'disputed';
  if (snoozed) return 'snoozed';
  return state === 'acknowledged' && assignee !== null ? assignee : state;
}

/** What is due first, such as `first response in 20 min`; `late` once it is past. */
function dueText({ dues, escalation }: IncidentView, now: Date): string {
  if (escalation) return 'escalated';
  const due = dues.find(({ phase, clock }) => phase === 'due' && clock !== 'escalation');
  return due ? `${DUE_WORDS[due.clock]} ${relativeTime(due.at, now)}` : '';
}

const DUE_WORDS: Readonly<Record<IncidentView['dues'][number]['clock'], string>> = {
  'first-response': 'response',
  update: 'update',
  offer: 'offer',
  answer: 'answer',
  close: 'closes',
  snooze: 'wakes',
  escalation: 'escalation',
};
