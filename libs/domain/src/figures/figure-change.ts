import type { Instant } from '../event/instant.js';
import type { IncidentChange } from '../incident/change.js';
import { CUSTODY_CHANGE_TYPES, type CustodyChange } from '../incident/custody-pieces.js';
import type { TimerName } from '../incident/desk.js';

type Resolved = Extract<IncidentChange, { readonly type: 'incident.resolved' }>;

/** A change that figures are made of: as much of it as that takes. */
export type FigureChange =
  | Exclude<CustodyChange, { readonly type: 'incident.resolved' }>
  | Pick<Resolved, 'at' | 'type' | 'by'>
  | { readonly at: Instant; readonly type: 'incident.clock-breached'; readonly clock: TimerName }
  | {
      readonly at: Instant;
      readonly type: 'incident.acknowledged' | 'incident.disputed' | 'incident.escalation-started';
    };

/** What a timeline has to be read of for figures. */
export const FIGURE_CHANGE_TYPES: readonly FigureChange['type'][] = [
  ...CUSTODY_CHANGE_TYPES,
  'incident.acknowledged',
  'incident.clock-breached',
  'incident.disputed',
  'incident.escalation-started',
];
