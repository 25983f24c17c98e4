import type { PoolClient } from 'pg';

const ARRAYS = ['events', 'decisions', 'incidents', 'notices', 'quarantined'] as const;

/**
 * Makes one of several settlements of one tenant and hour, so that a quiet system, which commits event by event, does
 * not keep a row for each. Only of those given that are older than ten minutes, small, and were looked at.
 */
export async function mergeSettlements(client: PoolClient, settlementIds: readonly string[]): Promise<void> {
  if (settlementIds.length < 2) return;
  const joined = ARRAYS.map(
    (name) => `array(select id from old o, unnest(o.${name}) id where o.settlement_id = any(g.ids))`,
  );
  await client.query(
    `with small as (
       select settlement_id, count(*) over (partition by tenant_id, stream, date_trunc('hour', settled_at)) as together
       from settlements
       where settlement_id = any($1::uuid[]) and counted and settled_at < now() - interval '10 minutes'
         and pg_column_size(events) < 2000 and pg_column_size(notices) < 4000),
     old as (
       delete from settlements where settlement_id in (select settlement_id from small where together > 1) returning *),
     grouped as (
       select (array_agg(settlement_id order by settlement_id))[1] as first, array_agg(settlement_id) as ids, tenant_id,
         stream, max(settled_at) as settled_at, range_agg(sequences) as sequences
       from old group by tenant_id, stream, date_trunc('hour', settled_at))
     insert into settlements (settlement_id, tenant_id, settled_at, stream, sequences, ${ARRAYS.join(', ')}, counted)
     select first, tenant_id, settled_at, stream, sequences, ${joined.join(', ')}, true from grouped g`,
    [settlementIds],
  );
}
