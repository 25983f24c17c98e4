import type { Instant } from '../event/instant.js';
import type { Severity } from '../event/vocabulary.js';
import type { Queue } from '../policy/policy.js';
import type { Actor, Incident } from './incident.js';

/** What people ask of an incident beside taking it up and resolving it. All of it is by a person. */
export type DeskCommand = { readonly actor: Actor } & (
  | { readonly type: 'ClaimIncident' }
  | { readonly type: 'ReopenIncident'; readonly note: string }
  | { readonly type: 'OfferHandover'; readonly offerId: string; readonly to: Queue; readonly reason: string }
  /** `offerId` null: whatever is offered now. */
  | { readonly type: 'AcceptOffer'; readonly offerId: string | null }
  | { readonly type: 'RefuseOffer'; readonly offerId: string | null; readonly reason: string }
  | { readonly type: 'WithdrawOffer'; readonly reason: string }
  | { readonly type: 'SettleDispute'; readonly to: Queue; readonly note: string }
  | { readonly type: 'EngageCustomer'; readonly note: string }
  | { readonly type: 'RequestAction'; readonly action: string }
  | { readonly type: 'AnswerRequest'; readonly text: string }
  | { readonly type: 'SetSeverity'; readonly to: Severity; readonly reason: string }
  | { readonly type: 'SnoozeIncident'; readonly until: Instant; readonly reason: string }
  | { readonly type: 'AgreeToSnooze' }
  | { readonly type: 'WakeIncident'; readonly reason: string }
  | { readonly type: 'MergeIncident'; readonly into: Incident; readonly reason: string }
  /** The other side of a merge: it goes on with what the other one was about. */
  | { readonly type: 'AbsorbIncident'; readonly from: Incident; readonly reason: string }
  /** Some of its events go on as incident `id`; `claims` names them, `count` says how many versions there are. */
  | {
      readonly type: 'SplitIncident';
      readonly id: string;
      readonly claims: readonly string[];
      readonly count: number;
      readonly reason: string;
    }
);
