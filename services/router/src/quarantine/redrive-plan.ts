import {
  type Decoded,
  type EventMessage,
  type KnownTenant,
  STREAMS,
  correctedMessage,
  decodeMessage,
} from '@demarc/contracts';
import type { RedrivenEvent } from '@demarc/domain';
import type { ClaimedMessage, Redriven } from '@demarc/store';
import type { Plan, ReadMessage } from '../routing/plan-batch.js';

/** A claimed message, read again. */
export interface ReadAgain {
  readonly claimed: ClaimedMessage;
  readonly message: EventMessage;
  readonly decoded: Decoded;
}

/** Reads a message as somebody says it should have been. */
export function readAgain(claimed: ClaimedMessage, tenants: ReadonlyMap<string, KnownTenant>): ReadAgain {
  const { item, raw, as } = claimed;
  const came = { subject: item.subject, headers: item.headers, body: raw, receivedAt: item.receivedAt };
  const message = correctedMessage(came, as);
  return { claimed, message, decoded: decodeMessage(message, tenants) };
}

/** As the router takes it from the stream: with the number and the time it came with. */
export function asRead({ claimed, message, decoded }: ReadAgain): ReadMessage | null {
  if (!decoded.ok) return null;
  const { streamSeq, receivedAt } = claimed.item;
  const { subject, headers, body } = message;
  return {
    message: { subject, headers, body, publishedAt: receivedAt, stream: STREAMS.events.name, streamSeq, deliveries: 1 },
    events: decoded.events,
  };
}

/** What came of each message, when this is what was planned of all. */
export function redrivenBy(plan: Plan, read: readonly ReadAgain[]): readonly Redriven[] {
  const incidents = Map.groupBy(plan.batch.decisions, ({ eventId }) => eventId);
  const known = Map.groupBy(plan.batch.events, ({ streamSeq }) => streamSeq);
  return read.map(({ claimed, decoded }): Redriven => {
    const { item, as } = claimed;
    if (!decoded.ok) {
      const { reason, field, detail } = decoded;
      return { id: item.id, what: 'refused', as, reason, field, detail };
    }
    const rows = (known.get(item.streamSeq) ?? []).filter(({ receivedAt }) => receivedAt === item.receivedAt);
    const events = decoded.events.map(({ source, id, version }): RedrivenEvent => {
      const row = rows.find(({ event }) => event.source === source && event.id === id && event.version === version);
      const decided = row ? (incidents.get(row.eventId) ?? []) : [];
      return { source, id, eventId: row?.eventId ?? null, incidents: decided.map(({ incidentId }) => incidentId) };
    });
    return { id: item.id, what: 'redriven', as, events, tenant: decoded.tenant };
  });
}
