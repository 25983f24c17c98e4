import { type Correction, type Instant, PROVIDER, type QuarantineWork } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { noteAdministration } from '../audit/note-administration.js';
import { newId } from '../new-id.js';
import { inTransaction } from '../transaction.js';
import { FILTER_PARAMETERS, FITS, type QuarantineFilter, filterValues } from './quarantine-filter.js';

/** Who does something, and when. */
export interface Worker {
  /** `party/name`. */
  readonly by: string;
  readonly at: Instant;
}

/** What may be worked: what waits; and by name also what was discarded, since somebody may think better of it. */
const OPEN = `raw is not null and (state = 'waiting' or (state = 'discarded' and $1::uuid[] is not null))`;

/**
 * Asks to have messages read again as `as` says; a router does it. Answers the id under which to ask how it goes. What
 * somebody else asked for a moment ago is not asked for twice.
 */
export async function askRedrive(
  store: DataSource,
  filter: QuarantineFilter,
  as: Correction,
  { by, at }: Worker,
): Promise<string> {
  const id = newId();
  const p = (n: number) => `$${FILTER_PARAMETERS + n}`;
  const text = `update quarantine set state = 'redriving', redrive_id = ${p(1)}, as_tenant = ${p(2)}, as_kind = ${p(3)},
       as_format = ${p(4)}, worked_by = ${p(5)}, worked_at = ${p(6)}
     where ${FITS} and ${OPEN} returning tenant_id as tenant`;
  const values = [...filterValues(filter), id, as.tenant, as.kind, as.format, by, at];
  await onRecord(store, { text, values }, { by, at }, { action: 'quarantine.redrive', subject: id, how: { as } });
  return id;
}

/** Sets messages aside for a reason that stays in their history; answers how many. */
export async function discardQuarantined(
  store: DataSource,
  filter: QuarantineFilter,
  because: string,
  { by, at }: Worker,
): Promise<number> {
  const work: QuarantineWork = { by, at, what: 'discarded', because };
  const p = (n: number) => `$${FILTER_PARAMETERS + n}`;
  const text = `update quarantine set state = 'discarded', worked_by = ${p(1)}, worked_at = ${p(2)}, history = history || ${p(3)}::jsonb
     where ${FITS} and state = 'waiting' returning tenant_id as tenant`;
  const values = [...filterValues(filter), by, at, JSON.stringify([work])];
  return onRecord(
    store,
    { text, values },
    { by, at },
    { action: 'quarantine.discard', subject: newId(), how: { because } },
  );
}

/** Makes a change, and puts it on the record of each tenant whose messages it moved; those of nobody are on Microsoft's. */
async function onRecord(
  store: DataSource,
  change: { readonly text: string; readonly values: unknown[] },
  { by, at }: Worker,
  { action, subject, how }: { readonly action: string; readonly subject: string; readonly how: object },
): Promise<number> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<{ tenant: string | null }>(change);
    const moved = Map.groupBy(rows, ({ tenant }) => tenant ?? PROVIDER);
    for (const [tenant, { length: messages }] of moved) {
      await noteAdministration(client, { actor: by, at }, { tenant, action, subject, change: { messages, ...how } });
    }
    return rows.length;
  });
}

/** What came of reading a message again. */
export type Redriven = { readonly id: string } & (
  | (Pick<Extract<QuarantineWork, { what: 'redriven' }>, 'what' | 'as' | 'events'> & { readonly tenant: string })
  | Pick<Extract<QuarantineWork, { what: 'refused' }>, 'what' | 'as' | 'reason' | 'field' | 'detail'>
);

/**
 * Records what came of claimed messages: those that were read are `redriven`, the others wait again. One that was
 * refused as it came says why it is refused now; one that was refused as corrected keeps what was wrong with it.
 */
export async function recordRedriven(client: PoolClient, results: readonly Redriven[], at: Instant): Promise<void> {
  if (results.length === 0) return;
  await client.query(
    `update quarantine q set
       state = case when r.work->>'what' = 'redriven' then 'redriven' else 'waiting' end,
       reason = case when r.plain then r.work->>'reason' else q.reason end,
       field = case when r.plain then r.work->>'field' else q.field end,
       detail = case when r.plain then r.work->>'detail' else q.detail end,
       history = q.history || jsonb_build_array(r.work || jsonb_build_object('by', q.worked_by, 'at', $2::text)),
       -- Whose it turned out to be.
       tenant_id = coalesce(r.tenant, q.tenant_id),
       worked_at = $2::timestamptz
     from json_to_recordset($1::json) as r(id uuid, work jsonb, plain boolean, tenant text)
     where q.quarantine_id = r.id and q.state = 'redriving'`,
    [JSON.stringify(results.map(rowOf)), at],
  );
}

function rowOf(result: Redriven) {
  const { id, what, as } = result;
  if (result.what === 'redriven') return { id, work: { what, as, events: result.events }, tenant: result.tenant };
  const { reason, field, detail } = result;
  const plain = Object.values(as).every((value) => value === null);
  return { id, work: { what, as, reason, field, detail }, plain };
}

export interface RedriveCounts {
  readonly asked: number;
  readonly underWay: number;
  readonly redriven: number;
  readonly refused: number;
  /** Ids of the first hundred of those refused, in order. */
  readonly refusedIds: readonly string[];
}

/** How far a redrive is. */
export async function readRedrive(store: DataSource, id: string): Promise<RedriveCounts> {
  const [row] = await store.query<RedriveCounts[]>(
    `select count(*)::int as asked, count(*) filter (where state = 'redriving')::int as "underWay",
       count(*) filter (where state = 'redriven')::int as redriven,
       count(*) filter (where state = 'waiting')::int as refused,
       coalesce((array_agg(quarantine_id order by received_at, stream_seq) filter (where state = 'waiting'))[1:100],
         '{}') as "refusedIds"
     from quarantine where redrive_id = $1`,
    [id],
  );
  return row!;
}
