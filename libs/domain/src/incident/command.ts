import type { CommentVisibility } from './change.js';
import type { Actor, Incident, IncidentState, Resolution, Sighting } from './incident.js';

/** What may be asked of an incident, imperative. Machines, people and time use the same list. */
export type IncidentCommand =
  | { readonly type: 'OpenIncident'; readonly id: string; readonly sighting: Sighting }
  | { readonly type: 'JoinEvents'; readonly sightings: readonly Sighting[] }
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

/** From which state each command is allowed; `absent` is the state of an incident that does not exist yet. */
export const ALLOWED_FROM: Readonly<Record<IncidentCommandType, readonly (IncidentState | 'absent')[]>> = {
  OpenIncident: ['absent'],
  JoinEvents: ['new', 'acknowledged', 'resolved'],
  AcknowledgeIncident: ['new'],
  AssignIncident: ['new', 'acknowledged'],
  CommentOnIncident: ['new', 'acknowledged', 'resolved'],
  ResolveIncident: ['new', 'acknowledged'],
};

/** Commands that only the party that holds the incident may give. */
export const OWNER_ONLY: ReadonlySet<IncidentCommandType> = new Set([
  'AcknowledgeIncident',
  'AssignIncident',
  'ResolveIncident',
]);

/** A command that cannot be carried out: an expected answer, not an exception. */
export interface Refusal {
  readonly code: 'wrong-state' | 'not-owner';
  readonly detail: string;
  readonly incident: Incident | null;
}
