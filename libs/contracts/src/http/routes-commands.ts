import { bulkAnswer, bulkBody, bulkHeaders } from './bulk-bodies.js';
import { COMMAND_BODIES, type CommandName, commandAnswer, commandHeaders } from './command-bodies.js';
import { incidentParams } from './incident-bodies.js';
import { type HttpRoute, route } from './route.js';

const COMMAND_PROBLEMS = [
  'invalid-parameter',
  'not-found',
  'not-json',
  'not-owner',
  'wrong-state',
  'disputed',
  'stale',
  'unsupported-media-type',
  'invalid-content',
  'precondition-required',
  'idempotency-key-reused',
] as const;

const SUMMARIES: Readonly<Record<CommandName, string>> = {
  acknowledge: 'Take an incident up, or stop its escalation',
  claim: 'Take an incident for yourself, if nobody has it',
  assign: 'Give an incident to a person; a new one is acknowledged by it',
  comment: 'Say something about an incident; `If-Match` may be left out',
  resolve: 'Close an incident',
  reopen: 'Open a resolved incident again; after 24 hours it becomes a new one that is linked',
  'service-impact': 'Say whether an incident may impact the service, which decides it again; both parties may',
  severity: 'Give an incident another severity',
  offer: 'Offer an incident to the other party or another team; you hold it until they accept',
  accept: 'Accept an offered incident: it is yours, and taken up',
  refuse: 'Refuse an offered incident; the second time both managers settle it',
  withdraw: 'Take an offer back',
  settle: 'Say who has an incident that was refused twice',
  engage: 'Let the customer see an incident that was internal to Microsoft',
  request: 'Ask the customer to do something; its silence lowers the severity and closes the incident in the end',
  answer: 'Answer what was asked',
  snooze: 'Put an incident out of the way until then; its clocks go on unless the other party agrees',
  'agree-snooze': 'Agree that an incident of the other party sleeps: its clocks stand still',
  wake: 'End the snooze',
  link: 'Link two incidents',
  merge: 'Let another incident of the same party go on for both',
  split: 'Let some events go on in an incident of their own',
};

/** One door for each command, by its name. */
export type CommandRoutes = { readonly [Name in CommandName]: ReturnType<typeof commandRoute<Name>> };

function commandRoute<const Name extends CommandName>(name: Name) {
  return route({
    method: 'POST',
    path: `/v1/incidents/:id/${name}`,
    allows: name === 'settle' ? 'settle-disputes' : 'work-incidents',
    tag: 'work',
    summary: SUMMARIES[name],
    params: incidentParams,
    headers: commandHeaders,
    body: { 'application/json': COMMAND_BODIES[name] },
    answers: { 200: { description: 'the incident after it', body: commandAnswer, etag: true } },
    problems: COMMAND_PROBLEMS,
  }) satisfies HttpRoute;
}

export const COMMAND_ROUTES = Object.fromEntries(
  (Object.keys(COMMAND_BODIES) as CommandName[]).map((name) => [name, commandRoute(name)]),
) as CommandRoutes;

/** What people do with incidents. */
export const ROUTES_COMMANDS = {
  ...COMMAND_ROUTES,
  bulk: route({
    method: 'POST',
    path: '/v1/incidents/bulk',
    allows: 'work-incidents',
    tag: 'work',
    summary: 'Do the same with many incidents; each has its own result',
    headers: bulkHeaders,
    body: { 'application/json': bulkBody },
    answers: { 200: { description: 'what came of each, in the order asked for', body: bulkAnswer } },
    problems: ['not-json', 'unsupported-media-type', 'invalid-content', 'idempotency-key-reused'],
  }),
} as const;
