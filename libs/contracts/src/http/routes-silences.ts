import { route } from './route.js';
import {
  inhibitionBody,
  inhibitionView,
  silenceBody,
  silenceList,
  silenceParams,
  silencePreview,
  silenceQuery,
  silenceView,
} from './silence-bodies.js';
import { tenantParams } from './tenant-bodies.js';

const BODY_PROBLEMS = [
  'not-allowed',
  'not-json',
  'unknown-tenant',
  'unsupported-media-type',
  'invalid-content',
] as const;

/** What mutes notices for a time. */
export const ROUTES_SILENCES = {
  addSilence: route({
    method: 'POST',
    path: '/v1/silences',
    allows: 'mute-notices',
    tag: 'silences',
    summary: 'Mute notices for a time, or announce maintenance; events are recorded and routed all the same',
    body: { 'application/json': silenceBody },
    answers: { 201: { description: 'it counts for every notice that is sent from now on', body: silenceView } },
    problems: BODY_PROBLEMS,
  }),
  listSilences: route({
    method: 'GET',
    path: '/v1/silences',
    allows: 'see-notices',
    tag: 'silences',
    summary: 'Silences and windows of maintenance',
    query: silenceQuery,
    answers: { 200: { description: 'soonest first', body: silenceList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  endSilence: route({
    method: 'DELETE',
    path: '/v1/silences/:id',
    allows: 'mute-notices',
    tag: 'silences',
    summary: 'End a silence now: what it kept back and is still open is told',
    params: silenceParams,
    answers: { 200: { description: 'the silence as it ended', body: silenceView } },
    problems: ['invalid-parameter', 'not-allowed', 'not-found', 'wrong-state'],
  }),
  previewSilence: route({
    method: 'POST',
    path: '/v1/silences/preview',
    allows: 'mute-notices',
    tag: 'silences',
    summary: 'What a silence would mute if it were active now',
    body: { 'application/json': silenceBody },
    answers: { 200: { description: 'the open incidents it is about', body: silencePreview } },
    problems: BODY_PROBLEMS,
  }),
  readInhibitionRules: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/inhibition-rules',
    allows: 'see-notices',
    tag: 'silences',
    summary: 'Which incidents mute the notices of others while they are open',
    params: tenantParams,
    answers: { 200: { description: 'its own, or the shipped ones', body: inhibitionView } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  putInhibitionRules: route({
    method: 'PUT',
    path: '/v1/tenants/:tenant/inhibition-rules',
    allows: 'keep-directory',
    tag: 'silences',
    summary: 'Replace the inhibition rules of a customer',
    params: tenantParams,
    body: { 'application/json': inhibitionBody },
    answers: { 200: { description: 'in force within a second', body: inhibitionView } },
    problems: ['invalid-parameter', ...BODY_PROBLEMS],
  }),
} as const;
