/**
 * What a reconciliation misses:
 * - `message-skipped`: the stream of events holds it no longer, and no commit says what became of it.
 * - `message-lost`: it lay in a stream that is no more (NATS was started with an empty store) and was never settled.
 * - `event-missing`, `decision-missing`, `incident-missing`, `quarantine-missing`, `notice-missing`: a row that was
 *   committed is not there, and nobody said that it is taken away.
 * - `incident-unowned`: an open incident is in no party's queue, or its offer has no end.
 * - `notice-not-planned`: a notice is owed, nobody was tried, and no message that would make the notifier try is left.
 * - `delivery-missing`: fewer deliveries of a notice are there than were planned.
 * - `delivery-stuck`: a delivery was neither answered nor given up, and no time is set at which it is tried again.
 * - `outbox-stuck`: what was committed is not published, though NATS answers.
 */
export const GAP_KINDS = [
  'message-skipped',
  'message-lost',
  'event-missing',
  'decision-missing',
  'incident-missing',
  'quarantine-missing',
  'notice-missing',
  'incident-unowned',
  'notice-not-planned',
  'delivery-missing',
  'delivery-stuck',
  'outbox-stuck',
] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** One thing that is missing. */
export interface Gap {
  readonly kind: GapKind;
  /** Null: nobody can say whose it was. */
  readonly tenant: string | null;
  /** An id, or a stream and its sequences. */
  readonly what: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a gap of a kind is, for a person: without the one thing it is about. */
export const GAP_WORDS: Readonly<Record<GapKind, { readonly is: string; readonly todo: string }>> = {
  'message-skipped': {
    is: 'messages left the stream of events and nobody settled them',
    todo: 'Somebody purged the stream or acknowledged them: find out who may. Ask the publishers to send again what they published between the times named; what was routed already is recognised.',
  },
  'message-lost': {
    is: 'messages were acknowledged to their publishers and went with their stream before they were settled',
    todo: 'Restore the storage of NATS if it still exists, or ask the publishers to send again what they published before the stream was gone; what was routed already is recognised.',
  },
  'event-missing': {
    is: 'events that were committed are not there',
    todo: 'Somebody deleted rows of events: restore them from a backup, or ask the publisher to send the message with this sequence again.',
  },
  'decision-missing': {
    is: 'decisions that were committed are not there',
    todo: 'Somebody deleted rows of decisions: restore them from a backup. The event and its incident are still there.',
  },
  'incident-missing': {
    is: 'incidents that were opened are not there',
    todo: 'Somebody deleted rows of incidents: restore them from a backup; until then nobody has what was in them. The raw messages of their events are kept in events.',
  },
  'quarantine-missing': {
    is: 'messages that were quarantined are not there',
    todo: 'Somebody deleted rows of quarantine: restore them from a backup, or ask the publisher to send the message with this sequence again.',
  },
  'notice-missing': {
    is: 'notices that were owed are not there',
    todo: 'Somebody deleted rows of notices: restore them from a backup, or tell the party yourself and accept the gap.',
  },
  'incident-unowned': {
    is: 'open incidents are in no queue of a party',
    todo: 'Somebody changed rows of incidents: give each an owner at once, and find out who changed it.',
  },
  'notice-not-planned': {
    is: 'notices are owed and nobody was tried',
    todo: 'The notifier plans them when it next looks for forgotten ones: see that one runs.',
  },
  'delivery-missing': {
    is: 'deliveries that were planned are not there',
    todo: 'Somebody deleted rows of deliveries: restore them from a backup, or tell the contact yourself and accept the gap.',
  },
  'delivery-stuck': {
    is: 'deliveries have neither an answer nor a next time',
    todo: 'Somebody changed rows of deliveries: set next_attempt_at of each to now(), and the notifier tries them.',
  },
  'outbox-stuck': {
    is: 'what was committed is not published',
    todo: 'NATS refuses it or no router relays it: see that NOTICES and INCIDENTS have room, and what the routers log.',
  },
};
