import { z } from 'zod';
import { meBody } from '../access/me-body.js';
import { HTML_MEDIA_TYPE } from './answer-bodies.js';
import { plainText } from './field.js';
import { route } from './route.js';

const MOST = 2_000;
const signInQuery = z.object({
  to: plainText(MOST)
    .regex(/^\/(?![/\\])/, 'must be a path of this site')
    .optional()
    .describe('where to go on afterwards; default /'),
});
const callbackQuery = z.looseObject({ code: plainText(MOST * 4).optional(), state: plainText(MOST).optional() });

const resourceBody = z
  .object({
    resource: z.url(),
    authorization_servers: z.array(z.url()).min(1),
    bearer_methods_supported: z.tuple([z.literal('header')]),
    demarc_cli: z.object({ client_id: z.string(), scope: z.string() }).describe('how `demarc login` asks'),
  })
  .meta({ id: 'ProtectedResource' });

const goesOn = (description: string) => ({ description, mediaType: HTML_MEDIA_TYPE, body: null }) as const;

/** Who asks, and how browsers come to be known. */
export const ROUTES_ACCESS = {
  me: route({
    method: 'GET',
    path: '/v1/me',
    allows: 'know-oneself',
    tag: 'access',
    summary: 'Who asks, and what they may do',
    answers: { 200: { description: 'as the API knows them', body: meBody } },
    problems: [],
  }),
  protectedResource: route({
    method: 'GET',
    path: '/.well-known/oauth-protected-resource',
    allows: 'anyone',
    tag: 'access',
    summary: 'Where people sign in for this API (RFC 9728)',
    answers: { 200: { description: 'its sign-in provider, and as what `demarc` is known there', body: resourceBody } },
    problems: [],
  }),
  signIn: route({
    method: 'GET',
    path: '/auth/sign-in',
    allows: 'anyone',
    tag: 'access',
    summary: 'Begin to sign in: leads to the sign-in provider',
    query: signInQuery,
    answers: { 302: goesOn('to the provider') },
    problems: ['invalid-parameter', 'unavailable'],
  }),
  signInCallback: route({
    method: 'GET',
    path: '/auth/callback',
    allows: 'anyone',
    tag: 'access',
    summary: 'Where the sign-in provider sends the browser back to',
    query: callbackQuery,
    answers: { 302: goesOn('signed in, to where it began') },
    problems: ['who-are-you', 'not-allowed', 'unavailable'],
  }),
  signOut: route({
    method: 'POST',
    path: '/auth/sign-out',
    allows: 'anyone',
    tag: 'access',
    summary: 'Forget who signed in with this browser',
    answers: { 302: goesOn('signed out, to the provider or to /') },
    problems: [],
  }),
} as const;
