import {
  discardQuarantineBody,
  quarantineDetail,
  quarantineDiscarded,
  quarantinePage,
  quarantineParams,
  quarantinePreview,
  quarantineQuery,
  quarantineRedrive,
  redriveQuarantineBody,
} from './quarantine-bodies.js';
import { route } from './route.js';

const BODY_PROBLEMS = [
  'not-allowed',
  'not-json',
  'unknown-tenant',
  'unsupported-media-type',
  'invalid-content',
] as const;

/** What could not become events, and what is done about it. */
export const ROUTES_QUARANTINE = {
  listQuarantine: route({
    method: 'GET',
    path: '/v1/quarantine',
    allows: 'see-quarantine',
    tag: 'operation',
    summary: 'Messages that could not become events, newest first',
    query: quarantineQuery,
    answers: { 200: { description: 'a page of them', body: quarantinePage } },
    problems: ['invalid-parameter'],
  }),
  readQuarantined: route({
    method: 'GET',
    path: '/v1/quarantine/:id',
    allows: 'see-quarantine',
    tag: 'operation',
    summary: 'One such message with its bytes, where its fault is and what to do',
    params: quarantineParams,
    answers: { 200: { description: 'the message', body: quarantineDetail } },
    problems: ['invalid-parameter', 'not-found'],
  }),
  redriveQuarantine: route({
    method: 'POST',
    path: '/v1/quarantine/redrive',
    allows: 'work-quarantine',
    tag: 'operation',
    summary:
      'Have messages read again, in the order in which they came; what is under way or was redriven is left alone',
    body: { 'application/json': redriveQuarantineBody },
    answers: { 202: { description: 'how it begins; ask for it by its id', body: quarantineRedrive } },
    problems: BODY_PROBLEMS,
  }),
  previewRedrive: route({
    method: 'POST',
    path: '/v1/quarantine/redrive/preview',
    allows: 'work-quarantine',
    tag: 'operation',
    summary: 'What would become of messages if they were redriven so; nothing happens to them',
    body: { 'application/json': redriveQuarantineBody },
    answers: { 200: { description: 'of each', body: quarantinePreview } },
    problems: BODY_PROBLEMS,
  }),
  readRedrive: route({
    method: 'GET',
    path: '/v1/quarantine/redrives/:id',
    allows: 'see-quarantine',
    tag: 'operation',
    summary: 'How a redrive of quarantined messages goes',
    params: quarantineParams,
    answers: { 200: { description: 'how many became events', body: quarantineRedrive } },
    problems: ['invalid-parameter', 'not-found'],
  }),
  discardQuarantine: route({
    method: 'POST',
    path: '/v1/quarantine/discard',
    allows: 'work-quarantine',
    tag: 'operation',
    summary: 'Say that messages are not needed, and why; the record stays',
    body: { 'application/json': discardQuarantineBody },
    answers: { 200: { description: 'how many', body: quarantineDiscarded } },
    problems: BODY_PROBLEMS,
  }),
} as const;
