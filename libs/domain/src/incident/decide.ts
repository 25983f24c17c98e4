import type { Instant } from '../event/instant.js';
import type { IncidentChange } from './change.js';
import { ALLOWED_FROM, type IncidentCommand, OWNER_ONLY, type Refusal } from './command.js';
import type { Actor, Incident } from './incident.js';
import { joinEvents, openIncident } from './open.js';
import { continueElsewhere, letEventGo, linkIncident, redecideIncident } from './redecide.js';

export type Decided =
  { readonly ok: true; readonly changes: readonly IncidentChange[] } | ({ readonly ok: false } & Refusal);

/**
 * What a command means for an incident: the changes to record, in order, or a refusal with its reason.
 * Pure: `now` is the only time it knows. Changes nothing itself; `evolve` applies the changes.
 */
export function decide(command: IncidentCommand, incident: Incident | null, now: Instant): Decided {
  const state = incident?.state ?? 'absent';
  if (!ALLOWED_FROM[command.type].includes(state))
    return refuse('wrong-state', incident, wrongState(command, incident));
  if (OWNER_ONLY.has(command.type) && incident && 'actor' in command && command.actor.party !== incident.party) {
    return refuse(
      'not-owner',
      incident,
      `${incident.reference} is held by ${incident.queue}; ${command.actor.party} cannot do this`,
    );
  }
  switch (command.type) {
    case 'OpenIncident':
      return changes(openIncident(command.id, command.sighting, now));
    case 'JoinEvents':
      return changes(joinEvents(command.sightings, incident!, now));
    case 'RedecideIncident':
      return changes(redecideIncident(command, incident!, now));
    case 'LetEventGo':
      return changes(letEventGo(command.sighting, command.to, command.because, now));
    case 'ContinueElsewhere':
      return changes(continueElsewhere(command.into, command.because, now));
    case 'LinkIncident':
      return changes(linkIncident(command.to, command.because, incident!, now));
    case 'FlagServiceImpact': {
      const { actor, impact, note } = command;
      return changes([{ type: 'incident.service-impact-flagged', at: now, actor, impact, note }]);
    }
    case 'AcknowledgeIncident':
      return changes([{ type: 'incident.acknowledged', at: now, actor: command.actor }]);
    case 'AssignIncident':
      return changes(assign(command.actor, command.to, incident!, now));
    case 'CommentOnIncident':
      return changes([
        {
          type: 'incident.commented',
          at: now,
          actor: command.actor,
          text: command.text,
          visibility: command.visibility,
        },
      ]);
    case 'ResolveIncident':
      return changes([
        { type: 'incident.resolved', at: now, actor: command.actor, by: 'person', resolution: command.resolution },
      ]);
    default:
      return command satisfies never;
  }
}

function assign(actor: Actor, to: string, incident: Incident, now: Instant): IncidentChange[] {
  const assigned: IncidentChange = { type: 'incident.assigned', at: now, actor, from: incident.assignee, to };
  return incident.state === 'new' ? [{ type: 'incident.acknowledged', at: now, actor }, assigned] : [assigned];
}

function wrongState(command: IncidentCommand, incident: Incident | null): string {
  if (!incident) return `${command.type}: there is no such incident`;
  return `${incident.reference} is ${incident.state} already; for this it must be ${ALLOWED_FROM[command.type].join(' or ')}`;
}

function refuse(code: Refusal['code'], incident: Incident | null, detail: string): Decided {
  return { ok: false, code, detail, incident };
}

function changes(list: IncidentChange[]): Decided {
  return { ok: true, changes: list };
}
