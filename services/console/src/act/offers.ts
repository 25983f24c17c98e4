import type { CommandName, IncidentView } from '@demarc/contracts';
import { partyOf } from '@demarc/domain';
import { type Me, isPermitted } from '../session/me.js';

type Rule = (incident: IncidentView, me: Me) => boolean;

const isOpen: Rule = ({ state }) => state !== 'resolved';
const holds: Rule = ({ party }, me) => party === me.party;
const held: Rule = (incident, me) => isOpen(incident, me) && holds(incident, me);
const isReceiver: Rule = (incident, me) => incident.offer !== null && partyOf(incident.offer.to) === me.party;

/** Which commands make sense for an incident and whoever looks at it. The API decides; this only offers nothing in vain. */
const RULES: Readonly<Record<CommandName, Rule>> = {
  acknowledge: (incident, me) => held(incident, me) && (incident.state === 'new' || incident.escalation !== null),
  claim: (incident, me) => held(incident, me) && incident.assignee === null,
  assign: held,
  comment: () => true,
  resolve: held,
  reopen: ({ state, mergedInto }) => state === 'resolved' && mergedInto === null,
  'service-impact': isOpen,
  severity: held,
  offer: (incident, me) => held(incident, me) && incident.offer === null && incident.disputedAt === null,
  accept: (incident, me) => isOpen(incident, me) && isReceiver(incident, me),
  refuse: (incident, me) => isOpen(incident, me) && isReceiver(incident, me),
  withdraw: (incident, me) => held(incident, me) && incident.offer !== null,
  settle: ({ disputedAt }) => disputedAt !== null,
  engage: ({ internal }, { party }) => internal && party === 'microsoft',
  request: (incident, me) => held(incident, me) && me.party === 'microsoft',
  answer: ({ state }, { party }) => state === 'waiting' && party === 'customer',
  snooze: (incident, me) => held(incident, me) && incident.snoozed === null,
  'agree-snooze': (incident, me) =>
    isOpen(incident, me) && !holds(incident, me) && incident.snoozed !== null && incident.snoozed.agreedBy === null,
  wake: (incident, me) => held(incident, me) && incident.snoozed !== null,
  link: isOpen,
  merge: held,
  split: (incident, me) => held(incident, me) && incident.eventCount > 1,
};
export const COMMANDS = Object.keys(RULES) as readonly CommandName[];

/** What may be done to an incident, most usual first. */
export function offersOf(incident: IncidentView, me: Me): readonly CommandName[] {
  return COMMANDS.filter((name) => {
    const permission = name === 'settle' ? 'settle-disputes' : 'work-incidents';
    return isPermitted(me, permission, incident.tenant) && RULES[name](incident, me);
  });
}

/** What may be done to at least one of several. */
export function offersOfAll(incidents: readonly IncidentView[], me: Me): ReadonlySet<CommandName> {
  return new Set(incidents.flatMap((incident) => offersOf(incident, me)));
}
