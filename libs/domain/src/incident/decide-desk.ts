import type { Instant } from '../event/instant.js';
import { answerRequest, requestAction } from './asked-action.js';
import type { IncidentChange } from './change.js';
import type { DeskCommand } from './desk-command.js';
import { type Decided, changed, refused } from './decided.js';
import { engaged } from './engage.js';
import { type Actor, type Incident, REOPEN_WITHIN_HOURS, nameOfActor } from './incident.js';
import { absorbIncident, mergeIncident, splitIncident } from './merge.js';
import { acceptOffer, offerHandover, refuseOffer, settleDispute, withdrawOffer } from './offer.js';
import { isRecurrence } from './open.js';
import { agreeToSnooze, snooze, wake } from './snooze.js';
import type { Timing } from './timing.js';

/** What a person's command means; the state and the party that may give it were looked at before. */
export function decideDesk(command: DeskCommand, incident: Incident, now: Instant, timing: Timing): Decided {
  switch (command.type) {
    case 'ClaimIncident':
      return claim(command.actor, incident, now);
    case 'ReopenIncident':
      return reopen(command, incident, now);
    case 'OfferHandover':
      return offerHandover(command, incident, now, timing);
    case 'AcceptOffer':
      return acceptOffer(command, incident, now);
    case 'RefuseOffer':
      return refuseOffer(command, incident, now);
    case 'WithdrawOffer':
      return withdrawOffer(command, incident, now);
    case 'SettleDispute':
      return settleDispute(command, incident, now);
    case 'EngageCustomer':
      return engage(command, incident, now);
    case 'RequestAction':
      return requestAction(command, incident, now, timing);
    case 'AnswerRequest':
      return answerRequest(command, incident, now);
    case 'SetSeverity':
      return setSeverity(command, incident, now, timing);
    case 'SnoozeIncident':
      return snooze(command, incident, now);
    case 'AgreeToSnooze':
      return agreeToSnooze(command, incident, now, timing);
    case 'WakeIncident':
      return wake(command, incident, now);
    case 'MergeIncident':
      return mergeIncident(command, incident, now);
    case 'AbsorbIncident':
      return absorbIncident(command, incident, now);
    case 'SplitIncident':
      return splitIncident(command, incident, now);
    default:
      return command satisfies never;
  }
}

type Given<Type extends DeskCommand['type']> = Extract<DeskCommand, { readonly type: Type }>;

/** Taken by whoever is first; what somebody has already is given on with `assign`. */
function claim(actor: Actor, incident: Incident, now: Instant): Decided {
  const { assignee, reference } = incident;
  if (assignee === actor.name) return refused('wrong-state', incident, `${reference} is yours already.`);
  if (assignee !== null)
    return refused('wrong-state', incident, `${assignee} has ${reference}; assign it to yourself to take it over.`);
  return changed(assignTo(actor, actor.name, incident, now));
}

/** Giving an incident to a person takes it up. */
export function assignTo(actor: Actor, to: string, incident: Incident, now: Instant): IncidentChange[] {
  const assigned: IncidentChange = { type: 'incident.assigned', at: now, actor, from: incident.assignee, to };
  return incident.state === 'new' ? [{ type: 'incident.acknowledged', at: now, actor }, assigned] : [assigned];
}

/** Taking it up, or saying so while it is being escalated. */
export function acknowledge(actor: Actor, incident: Incident, now: Instant): Decided {
  if (incident.state === 'new') return changed([{ type: 'incident.acknowledged', at: now, actor }]);
  if (incident.escalation) return changed([{ type: 'incident.escalation-acknowledged', at: now, actor }]);
  const detail = `${incident.reference} is ${incident.state} already, by ${incident.acknowledgedBy ?? 'somebody'}.`;
  return refused('wrong-state', incident, detail);
}

function reopen({ actor, note }: Given<'ReopenIncident'>, incident: Incident, now: Instant): Decided {
  if (incident.mergedInto !== null)
    return refused('wrong-state', incident, `${incident.reference} was merged into another incident; work there.`);
  if (isRecurrence(incident, now)) {
    const detail = `${incident.reference} was resolved more than ${REOPEN_WITHIN_HOURS} hours ago: what comes back is a new incident.`;
    return refused('wrong-state', incident, detail);
  }
  return changed([{ type: 'incident.reopened', at: now, actor, because: note }]);
}

function engage({ actor, note }: Given<'EngageCustomer'>, incident: Incident, now: Instant): Decided {
  if (actor.party !== 'microsoft')
    return refused('not-owner', incident, `Only Microsoft engages the customer in ${incident.reference}.`);
  const changes = engaged(actor, note, incident, now);
  return changes.length > 0
    ? changed(changes)
    : refused('wrong-state', incident, `The customer sees ${incident.reference} already.`);
}

function setSeverity(
  { actor, to, reason }: Given<'SetSeverity'>,
  incident: Incident,
  now: Instant,
  timing: Timing,
): Decided {
  const { severity: from, clocks, policyVersion, reference } = incident;
  if (to === from) return refused('wrong-state', incident, `${reference} has severity ${to} already.`);
  const kept = clocks && (timing.clocksOfPolicy(policyVersion)?.[to] ?? clocks);
  const because = `${nameOfActor(actor)}: ${reason}`;
  return changed([{ type: 'incident.severity-set', at: now, actor, from, to, clocks: kept, because }]);
}
