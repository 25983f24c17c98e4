import type { Instant } from '../event/instant.js';
import { announceClosing, closeForSilence, lowerForSilence } from './asked-action.js';
import { DEMARC } from './actor.js';
import type { IncidentChange } from './change.js';
import type { Due, TimerName } from './desk.js';
import type { Incident } from './incident.js';
import type { Timing } from './timing.js';

/**
 * What happens when something is due. Nothing when it is not due any more: whoever acted in the meantime won. Each due
 * fires once, since its change takes it out of the incident's dues.
 */
export function passTime(due: Due, incident: Incident, now: Instant, timing: Timing): IncidentChange[] {
  if (!incident.dues.some(({ clock, phase, at }) => clock === due.clock && phase === due.phase && at === due.at))
    return [];
  const by = { at: now, actor: DEMARC };
  switch (due.clock) {
    case 'first-response':
    case 'update':
      return due.phase === 'warning'
        ? [{ type: 'incident.clock-warned', ...by, clock: due.clock, dueAt: breachOf(due.clock, incident) }]
        : breach(due.clock, due.at, incident, now, timing);
    case 'offer':
      return [
        {
          type: due.phase === 'warning' ? 'incident.offer-escalated' : 'incident.offer-returned',
          ...by,
          offer: incident.offer!,
        },
      ];
    case 'answer':
      return lowerForSilence(incident, now, timing);
    case 'close':
      return due.phase === 'warning' ? announceClosing(incident, now) : closeForSilence(incident, now);
    case 'snooze':
      return [{ type: 'incident.woken', ...by, because: 'the time is over' }];
    case 'escalation':
      return nextStep(incident, now);
    default:
      return due.clock satisfies never;
  }
}

/** When the clock that is warned of runs out. */
function breachOf(clock: TimerName, { dues }: Incident): Instant {
  return dues.find((due) => due.clock === clock && due.phase === 'due')!.at;
}

/** A breach starts the escalation of the holder's queue, unless one is under way. */
function breach(
  clock: TimerName,
  dueAt: Instant,
  incident: Incident,
  now: Instant,
  { levels }: Timing,
): IncidentChange[] {
  const by = { at: now, actor: DEMARC };
  const breached: IncidentChange = { type: 'incident.clock-breached', ...by, clock, dueAt };
  const policy = levels.escalation[incident.queue];
  if (incident.escalation?.nextAt || policy.steps.length === 0) return [breached];
  return [breached, { type: 'incident.escalation-started', ...by, clock, policy }];
}

function nextStep({ escalation }: Incident, now: Instant): IncidentChange[] {
  if (!escalation) return [];
  const { clock, policy, step, round } = escalation;
  const { to: audience } = policy.steps[step]!;
  return [
    { type: 'incident.escalated', at: now, actor: DEMARC, clock, policy: policy.name, step: step + 1, round, audience },
  ];
}
