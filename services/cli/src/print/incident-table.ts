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
    { title: 'OPENED', value: ({ openedAt }) => relativeTime(openedAt, now), paint: style.dim },
  ];
}

/** `new`, `taken by ana.ribeiro`, `taken`, `resolved`. */
function stateText({ state, assignee }: IncidentView): string {
  return state === 'acknowledged' && assignee !== null ? assignee : state;
}
