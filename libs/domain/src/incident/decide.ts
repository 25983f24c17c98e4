import type { Instant } from '../event/instant.js';
import { ALLOWED_FROM, type IncidentCommand, OWNER_ONLY } from './command.js';
import { acknowledge, assignTo, decideDesk } from './decide-desk.js';
import { type Decided, changed, refused } from './decided.js';
import type { Incident } from './incident.js';
import { joinEvents, openIncident } from './open.js';
import { passTime } from './pass-time.js';
import { continueElsewhere, letEventGo, linkIncident, redecideIncident } from './redecide.js';
import { SHIPPED_TIMING, type Timing } from './timing.js';

/**
 * What a command means for an incident: the changes to record, in order, or a refusal with its reason.
 * Pure: `now` is the only time it knows, `timing` what the parties agreed on. Changes nothing itself; `evolve` applies the changes.
 */
export function decide(
  command: IncidentCommand,
  incident: Incident | null,
  now: Instant,
  timing: Timing = SHIPPED_TIMING,
): Decided {
  const state = incident?.state ?? 'absent';
  if (!ALLOWED_FROM[command.type].includes(state))
    return refused('wrong-state', incident, wrongState(command, incident));
  if (OWNER_ONLY.has(command.type) && incident && 'actor' in command && command.actor.party !== incident.party) {
    return refused(
      'not-owner',
      incident,
      `${incident.reference} is held by ${incident.queue}; ${command.actor.party} cannot do this`,
    );
  }
  switch (command.type) {
    case 'OpenIncident':
      return changed(openIncident(command.id, command.sighting, now));
    case 'JoinEvents':
      return changed(joinEvents(command.sightings, incident!, now));
    case 'RedecideIncident':
      return changed(redecideIncident(command, incident!, now));
    case 'LetEventGo':
      return changed(letEventGo(command.sighting, command.to, command.because, now));
    case 'ContinueElsewhere':
      return changed(continueElsewhere(command.into, command.because, now));
    case 'LinkIncident':
      return changed(linkIncident(command, incident!, now));
    case 'FlagServiceImpact': {
      const { actor, impact, note } = command;
      return changed([{ type: 'incident.service-impact-flagged', at: now, actor, impact, note }]);
    }
    case 'AcknowledgeIncident':
      return acknowledge(command.actor, incident!, now);
    case 'AssignIncident':
      return changed(assignTo(command.actor, command.to, incident!, now));
    case 'CommentOnIncident':
      return changed([
        {
          type: 'incident.commented',
          at: now,
          actor: command.actor,
          text: command.text,
          visibility: command.visibility,
        },
      ]);
    case 'ResolveIncident':
      return changed([
        { type: 'incident.resolved', at: now, actor: command.actor, by: 'person', resolution: command.resolution },
      ]);
    case 'PassTime':
      return changed(passTime(command.due, incident!, now, timing));
    default:
      return decideDesk(command, incident!, now, timing);
  }
}

function wrongState(command: IncidentCommand, incident: Incident | null): string {
  if (!incident) return `${command.type}: there is no such incident`;
  return `${incident.reference} is ${incident.state} already; for this it must be ${ALLOWED_FROM[command.type].join(' or ')}`;
}
