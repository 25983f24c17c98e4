import { incidentParams } from './incident-bodies.js';
import {
  acknowledgeNoticeAnswer,
  acknowledgeNoticeBody,
  ledgerExportQuery,
  ledgerView,
  noticeParams,
  untoldPage,
  untoldQuery,
} from './ledger-bodies.js';
import { route } from './route.js';
import { NDJSON_MEDIA_TYPE } from './routes-replay.js';
import { tenantParams } from './tenant-bodies.js';

/** Who was owed what, and knows of it. */
export const ROUTES_LEDGER = {
  readLedger: route({
    method: 'GET',
    path: '/v1/incidents/:id/ledger',
    allows: 'see-notices',
    tag: 'notices',
    summary: 'What each party was owed of an incident, under which clause, and whether it knows',
    params: incidentParams,
    answers: { 200: { description: 'by party, oldest first', body: ledgerView } },
    problems: ['invalid-parameter', 'not-found'],
  }),
  exportLedger: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/ledger/export',
    allows: 'export-ledger',
    tag: 'notices',
    summary:
      'The ledger as a file: every notice with its clause, attempts, answers and acknowledgement, line by line sealed',
    params: tenantParams,
    query: ledgerExportQuery,
    answers: {
      200: {
        description: 'a line each; one without the line `end` broke off',
        mediaType: NDJSON_MEDIA_TYPE,
        body: null,
      },
    },
    problems: ['invalid-parameter', 'not-found', 'unknown-tenant', 'unavailable'],
  }),
  listUntold: route({
    method: 'GET',
    path: '/v1/notices/owed',
    allows: 'see-notices',
    tag: 'notices',
    summary: 'Who should know and does not, with why and what to do, the longest owed first',
    query: untoldQuery,
    answers: { 200: { description: 'a page of notices', body: untoldPage } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  acknowledgeNotice: route({
    method: 'POST',
    path: '/v1/notices/:id/acknowledge',
    allows: 'acknowledge-notices',
    tag: 'notices',
    summary: 'Say that your party knows what a notice told; the first time stays',
    params: noticeParams,
    body: { 'application/json': acknowledgeNoticeBody },
    answers: { 200: { description: 'who said so first, and when', body: acknowledgeNoticeAnswer } },
    problems: [
      'invalid-parameter',
      'not-json',
      'not-allowed',
      'not-found',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
} as const;
