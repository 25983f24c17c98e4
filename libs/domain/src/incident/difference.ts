import type { Incident } from './incident.js';

/** What people see of an incident's situation, before and after something happened to it. */
export type Situation = Readonly<Record<string, string | number | boolean | null>>;

const SEEN = {
  state: ({ state }) => state,
  queue: ({ queue }) => queue,
  assignee: ({ assignee }) => assignee,
  severity: ({ severity }) => severity,
  offeredTo: ({ offer }) => offer?.to ?? null,
  refusals: ({ refusals }) => refusals,
  asked: ({ waiting }) => waiting?.action ?? null,
  snoozedUntil: ({ snoozed }) => snoozed?.until ?? null,
  snoozeAgreedBy: ({ snoozed }) => snoozed?.agreedBy ?? null,
  internal: ({ internal }) => internal,
  escalation: ({ escalation }) => escalation && `${escalation.policy.name}, step ${escalation.step + 1}`,
  serviceImpact: ({ serviceImpactFlag }) => serviceImpactFlag?.impact ?? null,
  eventCount: ({ eventCount }) => eventCount,
  links: ({ linked }) => linked.length,
} as const satisfies Record<string, (incident: Incident) => string | number | boolean | null>;

/** The parts of its situation that became others: a record of the timeline says what was before and after. */
export function differenceOf(
  before: Incident,
  after: Incident,
): { readonly before: Situation; readonly after: Situation } {
  const names = (Object.keys(SEEN) as (keyof typeof SEEN)[]).filter((name) => SEEN[name](before) !== SEEN[name](after));
  const of = (incident: Incident): Situation => Object.fromEntries(names.map((name) => [name, SEEN[name](incident)]));
  return { before: of(before), after: of(after) };
}
