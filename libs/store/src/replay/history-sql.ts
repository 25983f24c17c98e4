/**
 * The history is walked along the indexes, incident by incident: the first page comes at once, memory stays small, and
 * the plan does not depend on what the statistics of a young database say.
 */
export const HISTORY_SETTINGS = `
  set local enable_hashjoin = off;
  set local enable_mergejoin = off;
  set local enable_seqscan = off;
  set local enable_bitmapscan = off;
  set local enable_memoize = off;
  set local enable_sort = off;
  set local max_parallel_workers_per_gather = 0;
  set local jit = off;
`;

/**
 * $1 from, $2 to (exclusive), $3 tenant or null. The newest decision on each event counts, which for a divided event
 * are two, made at one time. When only one party's half was decided again, the other's is found among the older ones.
 */
export const HISTORY_SQL = `
  select i.tenant_id, i.incident_id, i.reference, i.document->>'title', i.state,
    d.queue = i.queue and (
      d.decision_id = (i.document->>'decisionId')::uuid
      or exists (
        select from decisions k join events c on c.tenant_id = k.tenant_id and c.event_id = k.event_id
        where k.tenant_id = i.tenant_id and k.decision_id = (i.document->>'decisionId')::uuid
          and c.source = e.source and c.source_event_id = e.source_event_id)),
    e.version, d.queue, d.clause_id, d.policy_version, e.normalised::text, d.receipt::text,
    case when other.is_other_half then other.receipt::text end
  from incidents i
  join decisions d on d.tenant_id = i.tenant_id and d.incident_id = i.incident_id
    -- An event is decided after it was received; the hour is for clocks that differ.
    and d.decided_at >= $1::timestamptz - interval '1 hour'
  join events e on e.tenant_id = d.tenant_id and e.event_id = d.event_id
    and e.received_at >= $1::timestamptz and e.received_at < $2::timestamptz
  left join lateral (
    select n.decided_at, n.receipt, (n.queue like 'microsoft/%') <> (d.queue like 'microsoft/%') as is_other_half
    from decisions n
    where n.tenant_id = d.tenant_id and n.event_id = d.event_id and n.decision_id <> d.decision_id
    order by n.decided_at desc, 3 desc
    limit 1) other on true
  where ($3::text is null or i.tenant_id = $3)
    and (other.decided_at is null or other.decided_at <= d.decided_at)
  -- Over all tenants at once: in the order of their ids, which is that of time, rows of a page are needed together.
  order by i.incident_id
`;
