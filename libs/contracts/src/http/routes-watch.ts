import { z } from 'zod';
import { idempotencyHeaders } from './idempotency-key.js';
import { deliveryPage, deliveryQuery, redriveAnswer, redriveBody } from './notice-bodies.js';
import { route } from './route.js';
import { statusBody } from './status-body.js';

const health = z.object({ status: z.string() });

/** What an operator looks at. */
export const ROUTES_WATCH = {
  listDeliveries: route({
    method: 'GET',
    path: '/v1/notices',
    allows: 'see-notices',
    tag: 'operation',
    summary: 'What was sent to whom, newest first',
    query: deliveryQuery,
    answers: { 200: { description: 'a page of deliveries', body: deliveryPage } },
    problems: ['invalid-parameter', 'not-found', 'unknown-tenant'],
  }),
  redrive: route({
    method: 'POST',
    path: '/v1/notices/redrive',
    allows: 'redrive-notices',
    tag: 'operation',
    summary: 'Try deliveries again that were given up; with a key it is done once, however often it is sent',
    headers: idempotencyHeaders,
    body: { 'application/json': redriveBody },
    answers: { 200: { description: 'how many are on their way again', body: redriveAnswer } },
    problems: ['invalid-parameter', 'not-json', 'unsupported-media-type', 'invalid-content', 'idempotency-key-reused'],
  }),
  status: route({
    method: 'GET',
    path: '/v1/status',
    allows: 'see-operation',
    tag: 'operation',
    summary: 'The whole system in one look',
    answers: { 200: { description: 'backlogs and counts', body: statusBody } },
    problems: ['unavailable'],
  }),
  openApi: route({
    method: 'GET',
    path: '/openapi.json',
    allows: 'anyone',
    tag: 'operation',
    summary: 'This description',
    answers: { 200: { description: 'an OpenAPI 3.1 document', body: z.record(z.string(), z.unknown()) } },
    problems: [],
  }),
  live: route({
    method: 'GET',
    path: '/health/live',
    allows: 'anyone',
    tag: 'operation',
    summary: 'Whether the process runs',
    answers: { 200: { description: 'it does', body: health } },
    problems: [],
  }),
  ready: route({
    method: 'GET',
    path: '/health/ready',
    allows: 'anyone',
    tag: 'operation',
    summary: 'Whether it can take work now',
    answers: { 200: { description: 'it can', body: health } },
    problems: ['unavailable'],
  }),
  metrics: route({
    method: 'GET',
    path: '/metrics',
    allows: 'see-operation',
    tag: 'operation',
    summary: 'Metrics for Prometheus',
    answers: { 200: { description: 'the text format', mediaType: 'text/plain', body: null } },
    problems: [],
  }),
} as const;
