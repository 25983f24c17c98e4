import type { NoticeMessage } from '../bus/messages.js';

const TYPES = {
  assignment: 'incident.assigned',
  advisory: 'incident.advised',
  recall: 'incident.recalled',
  update: 'incident.updated',
  request: 'incident.action-requested',
  offer: 'incident.offered',
  'offer-answer': 'incident.offer-answered',
  warning: 'incident.clock-warned',
  escalation: 'incident.escalated',
  resolution: 'incident.resolved',
  digest: 'notices.digest',
  maintenance: 'maintenance.announced',
} as const satisfies Record<NoticeMessage['kind'], string>;

/**
 * What the receiver of a webhook gets: `type`, `timestamp` and `data`, as Standard Webhooks recommends. The same on every
 * attempt, and the same in every language: machines read it.
 */
export function webhookBody(notice: NoticeMessage): object {
  const { incident, id, tenant, kind, queue, party, because, details, owedAt, clause, eventId } = notice;
  return {
    type: TYPES[kind],
    timestamp: owedAt,
    data: { notice: { id, tenant, kind, queue, party, because, details, owedAt, clause, eventId }, incident },
  };
}
