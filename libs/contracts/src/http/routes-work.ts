import { FEED_MEDIA_TYPE, feedHeaders, feedQuery } from './feed-query.js';
import {
  eventPage,
  eventParams,
  incidentDetail,
  incidentParams,
  noticeList,
  partQuery,
  timelinePage,
} from './incident-bodies.js';
import { incidentPage, incidentQuery, queueList, queueQuery } from './incident-query.js';
import { jointView } from './joint-bodies.js';
import { receiptAnswer, receiptQuery, verification, verificationQuery } from './receipt-bodies.js';
import { type HttpRoute, route } from './route.js';
import { seenByQuery } from './seen-by.js';

const READ_PROBLEMS = ['invalid-parameter', 'not-found', 'unknown-tenant'] as const;

const part = <
  const Path extends string,
  const Body extends HttpRoute['answers'][number]['body'],
  const Query extends NonNullable<HttpRoute['query']>,
>(
  path: Path,
  summary: string,
  body: Body,
  query: Query,
) =>
  route({
    method: 'GET',
    path: `/v1/incidents/:id/${path}`,
    allows: 'see-incidents',
    tag: 'incidents',
    summary,
    params: incidentParams,
    query,
    answers: { 200: { description: summary, body } },
    problems: READ_PROBLEMS,
  });

/** The work on incidents. */
export const ROUTES_WORK = {
  listQueues: route({
    method: 'GET',
    path: '/v1/queues',
    allows: 'see-incidents',
    tag: 'incidents',
    summary: 'Every queue with its open work',
    query: queueQuery,
    answers: { 200: { description: 'all queues, also the empty ones', body: queueList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  listIncidents: route({
    method: 'GET',
    path: '/v1/incidents',
    allows: 'see-incidents',
    tag: 'incidents',
    summary: 'Incidents, filtered, sorted, page by page',
    query: incidentQuery,
    answers: { 200: { description: 'a page of incidents', body: incidentPage } },
    problems: ['invalid-parameter', 'not-found', 'unknown-tenant'],
  }),
  readIncident: route({
    method: 'GET',
    path: '/v1/incidents/:id',
    allows: 'see-incidents',
    tag: 'incidents',
    summary: 'One incident with everything about it',
    params: incidentParams,
    query: seenByQuery,
    answers: { 200: { description: 'the incident', body: incidentDetail, etag: true } },
    problems: READ_PROBLEMS,
  }),
  readTimeline: part('timeline', 'What happened to an incident, newest first', timelinePage, partQuery),
  readIncidentEvents: part('events', 'The events of an incident, newest first', eventPage, partQuery),
  readNotices: part('notices', 'Whom an incident was told to, and what came of it', noticeList, partQuery),
  readJoint: route({
    method: 'GET',
    path: '/v1/incidents/:id/joint',
    allows: 'see-incidents',
    tag: 'incidents',
    summary: 'An incident with all that are linked to it, for both parties',
    params: incidentParams,
    query: seenByQuery,
    answers: { 200: { description: 'all of them, with one timeline', body: jointView } },
    problems: READ_PROBLEMS,
  }),
  readReceipt: part('receipt', 'Why an incident is where it is', receiptAnswer, receiptQuery),
  verifyReceipt: part(
    'receipt/verification',
    'Whether a receipt is what its stored inputs give, byte for byte',
    verification,
    verificationQuery,
  ),
  readRawEvent: route({
    method: 'GET',
    path: '/v1/events/:eventId/raw',
    allows: 'see-incidents',
    tag: 'incidents',
    summary: 'The message an event came in, byte for byte',
    params: eventParams,
    query: seenByQuery,
    answers: {
      200: { description: 'the bytes as they were received', mediaType: 'application/octet-stream', body: null },
    },
    problems: READ_PROBLEMS,
  }),
  feed: route({
    method: 'GET',
    path: '/v1/feed',
    allows: 'see-incidents',
    tag: 'incidents',
    summary: 'What happens to incidents, live, as server-sent events',
    query: feedQuery,
    headers: feedHeaders,
    answers: {
      200: {
        description:
          'a stream that ends when you go; `reset` first when it cannot go on from the `id` you saw: read again',
        mediaType: FEED_MEDIA_TYPE,
        body: null,
      },
    },
    problems: ['invalid-parameter', 'too-many-requests', 'unavailable'],
  }),
} as const;
