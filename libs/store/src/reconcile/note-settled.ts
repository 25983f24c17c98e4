import type { PoolClient } from 'pg';
import { newId } from '../new-id.js';
import type { SettledMessage } from '../routing/routed-batch.js';

/** A row that a transaction wrote, by its id. */
export interface Written {
  readonly tenant: string | null;
  readonly id: string;
}

const KINDS = ['events', 'decisions', 'incidents', 'notices', 'quarantined'] as const;

/** What a transaction settles and writes; what is left out is nothing. */
export interface Settlement extends Partial<Record<(typeof KINDS)[number], readonly Written[]>> {
  readonly messages?: readonly SettledMessage[];
}

/**
 * Leaves in the caller's transaction what it settled and wrote, a row for each tenant: by it the reconciliation tells
 * what is missing. Whoever writes events, decisions, incidents, notices or quarantine calls it once.
 */
export async function noteSettled(client: PoolClient, settlement: Settlement): Promise<void> {
  const rows = new Map<string, NotedRow>();
  const rowOf = (tenant: string | null, stream: string | null): NotedRow => {
    const key = JSON.stringify([tenant, stream]);
    const row = rows.get(key) ?? new NotedRow(tenant, stream);
    rows.set(key, row);
    return row;
  };
  const { messages = [] } = settlement;
  for (const { tenant, stream, streamSeq } of messages) rowOf(tenant, stream).sequences.push(streamSeq);
  // The rows of a batch stand with the messages it settled.
  const stream = messages[0]?.stream ?? null;
  for (const kind of KINDS) {
    for (const { tenant, id } of settlement[kind] ?? []) rowOf(tenant, stream).ids[kind].push(id);
  }
  if (rows.size === 0) return;
  await client.query({
    name: 'note-settled',
    text: `insert into settlements (settlement_id, tenant_id, stream, sequences, ${KINDS.join(', ')})
           select * from json_to_recordset($1::json) as s(settlement_id uuid, tenant_id text, stream text,
             sequences int8multirange, ${KINDS.map((kind) => `${kind} uuid[]`).join(', ')})`,
    values: [JSON.stringify([...rows.values()])],
  });
}

class NotedRow {
  readonly sequences: number[] = [];
  readonly ids: Record<(typeof KINDS)[number], string[]> = {
    events: [],
    decisions: [],
    incidents: [],
    notices: [],
    quarantined: [],
  };

  constructor(
    readonly tenant: string | null,
    readonly stream: string | null,
  ) {}

  /** As PostgreSQL reads it: ids as the text of an array, which costs it least. */
  toJSON(): object {
    const { tenant, stream, sequences, ids } = this;
    const arrays = Object.fromEntries(KINDS.map((kind) => [kind, `{${ids[kind].join(',')}}`]));
    return {
      settlement_id: newId(),
      tenant_id: tenant,
      stream,
      sequences: multirangeOf(sequences),
      ...arrays,
    };
  }
}

/** `{[1,4),[7,8)}` of 1, 2, 3 and 7. */
export function multirangeOf(sequences: readonly number[]): string {
  const ranges: [from: number, end: number][] = [];
  for (const sequence of sequences.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && sequence <= last[1]) last[1] = sequence + 1;
    else ranges.push([sequence, sequence + 1]);
  }
  return `{${ranges.map(([from, end]) => `[${from},${end})`).join(',')}}`;
}
