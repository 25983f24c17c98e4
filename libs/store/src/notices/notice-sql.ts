/** SQL for a moment as an `Instant` writes it. */
export const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')`;

/** What the ledger keeps of a notice `n`, beside what was tried to tell it. */
export const NOTICE_FIELDS = `n.notice_id as id, n.kind, n.queue, coalesce(n.audience, '"team"') as audience, n.because,
  n.clause_id as "clauseId", n.policy_version as "policyVersion", n.details, ${instant('n.owed_at')} as "owedAt", n.state,
  ${instant('n.told_at')} as "toldAt",
  case when n.acknowledged_at is not null then json_build_object('at', ${instant('n.acknowledged_at')},
    'by', n.acknowledged_by, 'through', n.acknowledged_through) end as acknowledgement`;

const ATTEMPTS = `coalesce((
  select json_agg(json_build_object('attempt', a.attempt, 'at', ${instant('a.at')}, 'durationMs', a.duration_ms,
    'target', a.target, 'outcome', a.outcome, 'reason', a.reason, 'answer', a.answer) order by a.attempt)
  from delivery_attempts a where a.tenant_id = d.tenant_id and a.delivery_id = d.delivery_id), '[]')`;

/** The deliveries of a notice `n` with every attempt, in the order they were planned. */
export const DELIVERIES = `coalesce((
  select json_agg(json_build_object('id', d.delivery_id, 'contactId', d.contact_id, 'contactName', d.contact_name,
    'channel', d.channel, 'target', d.target, 'state', d.state, 'reason', d.reason,
    'plannedAt', ${instant('d.planned_at')}, 'nextAttemptAt', ${instant('d.next_attempt_at')},
    'sentAt', ${instant('d.sent_at')}, 'attempts', ${ATTEMPTS}) order by d.delivery_id)
  from deliveries d where d.tenant_id = n.tenant_id and d.notice_id = n.notice_id), '[]') as deliveries`;
