import type { CommentVisibility } from './change.js';
import type { Due } from './desk.js';
import type { DeskCommand } from './desk-command.js';
import type { Actor, Incident, IncidentState, Resolution, Sighting } from './incident.js';

/** An incident as another one names it. */
export type IncidentName = Pick<Incident, 'id' | 'reference' | 'party'>;

/** What may be asked of an incident, imperative. Machines, people and time use the same list. */
export type IncidentCommand =
  | { readonly type: 'OpenIncident'; readonly id: string; readonly sighting: Sighting }
  | { readonly type: 'JoinEvents'; readonly sightings: readonly Sighting[] }
  /** The events it is about were decided again: custody follows the decision. */
  | {
      readonly type: 'RedecideIncident';
      readonly sighting: Sighting;
      readonly because: string;
      /** `always`: also a decision that changes nothing is one that somebody asked for, and wants to see. */
      readonly record?: 'changes' | 'always';
    }
  /** One of several events it is about belongs to the other party after all. */
  | { readonly type: 'LetEventGo'; readonly sighting: Sighting; readonly to: IncidentName; readonly because: string }
  /** Its events are in another incident now, of the party that owns them. */
  | { readonly type: 'ContinueElsewhere'; readonly into: IncidentName; readonly because: string }
  /** `actor`: the person who says so; without one, Demarc found it. */
  | {
      readonly type: 'LinkIncident';
      readonly actor?: Actor;
      readonly to: IncidentName;
      readonly because: string;
    }
  | {
      readonly type: 'FlagServiceImpact';
      readonly actor: Actor;
      readonly impact: 'yes' | 'no';
      readonly note: string | null;
    }
  | DeskCommand
  /** Something became due. */
  | { readonly type: 'PassTime'; readonly due: Due }
  | { readonly type: 'AcknowledgeIncident'; readonly actor: Actor }
  | { readonly type: 'AssignIncident'; readonly actor: Actor; readonly to: string }
  | {
      readonly type: 'CommentOnIncident';
      readonly actor: Actor;
      readonly text: string;
      readonly visibility: CommentVisibility;
    }
  | { readonly type: 'ResolveIncident'; readonly actor: Actor; readonly resolution: Resolution };

export type IncidentCommandType = IncidentCommand['type'];
/** What a person may ask for through the API. */
export type PersonCommand = Extract<IncidentCommand, { readonly actor: Actor }>;

const OPEN = ['new', 'acknowledged', 'waiting'] as const;
const ANY = [...OPEN, 'resolved'] as const;

/** From which state each command is allowed; `absent` is the state of an incident that does not exist yet. */
export const ALLOWED_FROM: Readonly<Record<IncidentCommandType, readonly (IncidentState | 'absent')[]>> = {
  OpenIncident: ['absent'],
  JoinEvents: ANY,
  RedecideIncident: OPEN,
  LetEventGo: ANY,
  ContinueElsewhere: OPEN,
  LinkIncident: ANY,
  FlagServiceImpact: OPEN,
  // Also what is taken up already, to stop its escalation: {@link decide} looks.
  AcknowledgeIncident: OPEN,
  ClaimIncident: OPEN,
  AssignIncident: OPEN,
  CommentOnIncident: ANY,
  ResolveIncident: OPEN,
  ReopenIncident: ['resolved'],
  OfferHandover: OPEN,
  AcceptOffer: OPEN,
  RefuseOffer: OPEN,
  WithdrawOffer: OPEN,
  SettleDispute: OPEN,
  EngageCustomer: OPEN,
  RequestAction: OPEN,
  AnswerRequest: ['waiting'],
  SetSeverity: OPEN,
  SnoozeIncident: OPEN,
  AgreeToSnooze: OPEN,
  WakeIncident: OPEN,
  MergeIncident: OPEN,
  AbsorbIncident: OPEN,
  SplitIncident: OPEN,
  PassTime: OPEN,
};

/** Commands that only the party that holds the incident may give. */
export const OWNER_ONLY: ReadonlySet<IncidentCommandType> = new Set([
  'AcknowledgeIncident',
  'ClaimIncident',
  'AssignIncident',
  'ResolveIncident',
  'OfferHandover',
  'WithdrawOffer',
  'RequestAction',
  'SetSeverity',
  'SnoozeIncident',
  'WakeIncident',
  'MergeIncident',
  'AbsorbIncident',
  'SplitIncident',
]);

/** A command that cannot be carried out: an expected answer, not an exception. */
export interface Refusal {
  /**
   * `wrong-state`: not in this state, or not in this situation; `not-owner`: the other party's to do; `disputed`: twice
   * refused, so that managers have to settle it first.
   */
  readonly code: 'wrong-state' | 'not-owner' | 'disputed';
  readonly detail: string;
  readonly incident: Incident | null;
}
