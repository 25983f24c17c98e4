/**
 * Where a message is that could not become an event.
 *
 * | state | means | who moves it out |
 * |---|---|---|
 * | `waiting` | nobody has worked it | a person: `redriving` or `discarded`; time: `expired` |
 * | `redriving` | somebody asked to have it read again; a router will | that router: `redriven`, or `waiting` again with what was wrong |
 * | `redriven` | it was read: its events are where events are | nobody; its bytes go when it is old or room is needed |
 * | `discarded` | a person said why it is not needed | a person who names it: `redriving`; its bytes go as above |
 * | `expired` | it grew too old before anybody worked it; its bytes are gone | nobody |
 * | `not-kept` | there was no room for its bytes when it came | nobody |
 *
 * A row is never deleted: what came in under which number of the stream stays accounted for.
 */
export const QUARANTINE_STATES = ['waiting', 'redriving', 'redriven', 'discarded', 'expired', 'not-kept'] as const;
export type QuarantineState = (typeof QUARANTINE_STATES)[number];

/** What a person says a message should have said of itself. Null: as it came. */
export interface Correction {
  readonly tenant: string | null;
  readonly kind: string | null;
  readonly format: string | null;
}

/** An event that came of a redriven message. */
export interface RedrivenEvent {
  readonly source: string;
  readonly id: string;
  /** Null: it was known already, by another message. */
  readonly eventId: string | null;
  readonly incidents: readonly string[];
}

/** What was done with a quarantined message, one entry each time. */
export type QuarantineWork = {
  /** `party/name`. */
  readonly by: string;
  readonly at: string;
} & (
  | { readonly what: 'redriven'; readonly as: Correction; readonly events: readonly RedrivenEvent[] }
  | {
      readonly what: 'refused';
      readonly as: Correction;
      readonly reason: string;
      readonly field: string | null;
      readonly detail: string;
    }
  | { readonly what: 'discarded'; readonly because: string }
);
