import type { IncidentView } from '@demarc/contracts';
import type { Queue } from '@demarc/domain';
import type { Session } from '../session.js';
import { incidentColumns } from './incident-table.js';
import { tableText } from './table.js';

export interface ListedFor {
  /** Null: over all queues. */
  readonly queue: Queue | null;
  readonly tenant: string | null;
  /** The saved list it is, which may be over other queues than the one it is for. */
  readonly view?: string | undefined;
  /** Null: all that there are; else which part of them. */
  readonly part: 'first' | 'next' | null;
}

/** A list of incidents under one line that says whose it is. */
export function incidentListText(
  incidents: readonly IncidentView[],
  { queue, tenant, view, part }: ListedFor,
  { style, width, io }: Pick<Session, 'style' | 'width' | 'io'>,
): string {
  const where = [view, queue ?? 'all queues', tenant].filter((part) => part).join(', ');
  if (incidents.length === 0) return `${style.bold(where)}: nothing here.`;
  const columns = incidentColumns(style, io.now()).filter(({ title }) => tenant === null || title !== 'TENANT');
  const shown =
    queue === null || view !== undefined ? [...columns.slice(0, 2), queueColumn, ...columns.slice(2)] : columns;
  const count = `${incidents.length} ${incidents.length === 1 ? 'incident' : 'incidents'}`;
  const listed = part === null ? count : `the ${part} ${count}, there are more (--all)`;
  return `${style.bold(where)}: ${listed}\n\n${tableText(incidents, shown, width, style)}`;
}

const queueColumn = { title: 'QUEUE', value: ({ queue }: IncidentView) => queue, dropFirst: 2 };
