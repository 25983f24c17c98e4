import { COMMAND_BODIES, commandAnswer } from './command-bodies.js';
import { acknowledgeNoticeAnswer, noticeParams } from './ledger-bodies.js';
import { keyBody, keyCreated, keyList, keyParams, keyView } from './key-bodies.js';
import { FORM_MEDIA_TYPE, HTML_MEDIA_TYPE, answerForm, answerParams } from './answer-bodies.js';
import { RESPONSES, type ResponseName, respondHeaders, respondParams, respondView } from './respond-bodies.js';
import { type HttpRoute, route } from './route.js';
import { tenantParams } from './tenant-bodies.js';

const KEYED = ['invalid-parameter', 'not-found'] as const;
const SPOKEN = ['not-json', 'unsupported-media-type', 'invalid-content', 'idempotency-key-reused'] as const;

const SUMMARIES: Readonly<Record<ResponseName, string>> = {
  acknowledge: 'With a key: take an incident up, or stop its escalation',
  comment: 'With a key: say something about an incident',
  accept: 'With a key: accept an offered incident',
  refuse: 'With a key: refuse an offered incident',
  answer: 'With a key: answer what was asked',
  resolve: 'With a key: close an incident',
};

/** One door for each response, by its name. */
export type RespondRoutes = { readonly [Name in ResponseName]: ReturnType<typeof respondRoute<Name>> };

function respondRoute<const Name extends ResponseName>(name: Name) {
  return route({
    method: 'POST',
    path: `/v1/respond/:incident/${name}`,
    allows: 'respond',
    tag: 'respond',
    summary: SUMMARIES[name],
    params: respondParams,
    headers: respondHeaders,
    body: { 'application/json': COMMAND_BODIES[name] },
    answers: { 200: { description: 'the incident after it', body: commandAnswer, etag: true } },
    problems: [...KEYED, ...SPOKEN, 'not-owner', 'wrong-state', 'disputed', 'stale'],
  }) satisfies HttpRoute;
}

export const RESPOND_ROUTES = Object.fromEntries(RESPONSES.map((name) => [name, respondRoute(name)])) as RespondRoutes;

/** What a customer's own systems do, and the keys they do it with. */
export const ROUTES_RESPOND = {
  ...(Object.fromEntries(RESPONSES.map((name) => [`respond-${name}`, RESPOND_ROUTES[name]])) as {
    readonly [Name in ResponseName as `respond-${Name}`]: RespondRoutes[Name];
  }),
  respondRead: route({
    method: 'GET',
    path: '/v1/respond/:incident',
    allows: 'respond',
    tag: 'respond',
    summary: 'With a key: an incident as the customer sees it',
    params: respondParams,
    answers: { 200: { description: 'the incident', body: respondView, etag: true } },
    problems: KEYED,
  }),
  respondNotice: route({
    method: 'POST',
    path: '/v1/respond/notices/:id/acknowledge',
    allows: 'respond',
    tag: 'respond',
    summary: 'With a key: say that the customer knows what a notice told; the first time stays',
    params: noticeParams,
    answers: { 200: { description: 'who said so first, and when', body: acknowledgeNoticeAnswer } },
    problems: KEYED,
  }),
  answerPage: route({
    method: 'GET',
    path: '/answer/:token',
    allows: 'anyone',
    tag: 'respond',
    summary:
      'Where a link of a mail leads: what pressing its button will do. It changes nothing, since scanners follow it',
    params: answerParams,
    answers: { 200: { description: 'a page with a form', mediaType: HTML_MEDIA_TYPE, body: null } },
    problems: [],
  }),
  answerByLink: route({
    method: 'POST',
    path: '/answer/:token',
    allows: 'anyone',
    tag: 'respond',
    summary: 'The button: does what the link is for, once',
    params: answerParams,
    body: { [FORM_MEDIA_TYPE]: answerForm },
    answers: { 200: { description: 'a page that says what happened', mediaType: HTML_MEDIA_TYPE, body: null } },
    problems: [],
  }),
  listKeys: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/keys',
    allows: 'see-keys',
    tag: 'tenants',
    summary: 'The API keys of a tenant, without what they hold',
    params: tenantParams,
    answers: { 200: { description: 'every key, the newest first', body: keyList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  addKey: route({
    method: 'POST',
    path: '/v1/tenants/:tenant/keys',
    allows: 'keep-keys',
    tag: 'tenants',
    summary: 'Make an API key for a system of a tenant',
    params: tenantParams,
    body: { 'application/json': keyBody },
    answers: { 201: { description: 'the key, shown this once', body: keyCreated } },
    problems: [
      'invalid-parameter',
      'not-json',
      'unknown-tenant',
      'name-taken',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
  revokeKey: route({
    method: 'DELETE',
    path: '/v1/tenants/:tenant/keys/:id',
    allows: 'keep-keys',
    tag: 'tenants',
    summary: 'Make an API key worthless, at once and for ever',
    params: keyParams,
    answers: { 200: { description: 'the key, revoked; the first time stays', body: keyView } },
    problems: ['invalid-parameter', 'unknown-tenant', 'not-found'],
  }),
} as const;
