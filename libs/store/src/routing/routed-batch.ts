import type { Decision, Incident, IncidentChange, Instant, Notice, SourceEvent } from '@demarc/domain';
import type { OutboxMessage } from '../outbox/outbox-message.js';

/** One normalised event to be kept, with the message it came in. */
export interface EventRow {
  readonly eventId: string;
  readonly messageId: string;
  readonly event: SourceEvent;
  readonly subject: string;
  readonly streamSeq: number;
  readonly receivedAt: Instant;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Uint8Array | null;
}

export interface DecisionRow {
  readonly decisionId: string;
  readonly eventId: string;
  readonly incidentId: string;
  readonly tenant: string;
  readonly decision: Decision;
}

export interface TimelineRow {
  readonly incident: Incident;
  /** The incident before the change, where the record is to say what was before and after. */
  readonly before?: Incident | null;
  readonly revision: number;
  readonly change: IncidentChange;
}

export interface QuarantineRow {
  readonly quarantineId: string;
  readonly tenant: string | null;
  readonly reason: string;
  readonly field: string | null;
  readonly detail: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly format: string | null;
  readonly source: string | null;
  /** Null: there is no room for them, and only the record is kept. */
  readonly raw: Uint8Array | null;
  /** Of its body and of its headers, kept or not. */
  readonly bytes: number;
  readonly receivedAt: Instant;
  readonly streamSeq: number;
}

/** A message that a batch settles, whatever became of it: events, a repeat of known ones, or a row in quarantine. */
export interface SettledMessage {
  /** Null: its subject names none. */
  readonly tenant: string | null;
  /** The stream with the time it was made: one that is made anew counts from 1 again. */
  readonly stream: string;
  readonly streamSeq: number;
}

/** Under which keys of the directory an incident is found; all of them, not only what is new. */
export interface NamedKeys {
  readonly incidentId: string;
  readonly tenant: string;
  readonly keys: readonly string[];
}

/** Everything one batch of events leaves behind; it commits as a whole or not at all. */
export interface RoutedBatch {
  readonly events: readonly EventRow[];
  readonly decisions: readonly DecisionRow[];
  readonly opened: readonly Incident[];
  readonly changed: readonly Incident[];
  /** Only of incidents whose keys changed. */
  readonly named: readonly NamedKeys[];
  readonly timeline: readonly TimelineRow[];
  readonly notices: readonly Notice[];
  readonly outbox: readonly OutboxMessage[];
  readonly quarantined: readonly QuarantineRow[];
  readonly settled: readonly SettledMessage[];
}
