import {
  auditKeyList,
  auditLine,
  auditVerifyBody,
  checkpointList,
  checkpointQuery,
  recordQuery,
} from './audit-bodies.js';
import { incidentParams } from './incident-bodies.js';
import { route } from './route.js';
import { NDJSON_MEDIA_TYPE } from './routes-replay.js';

/** Whether the record is as it was written. */
export const ROUTES_AUDIT = {
  verifyAudit: route({
    method: 'POST',
    path: '/v1/audit/verify',
    allows: 'see-audit',
    tag: 'audit',
    summary:
      'Check the record against its chain and checkpoints, and say what is wrong with which entry. Changes nothing',
    body: { 'application/json': auditVerifyBody },
    answers: {
      200: {
        description: 'a JSON document a line: each `finding`, `tenant` when one is done, at the end `end`',
        mediaType: NDJSON_MEDIA_TYPE,
        body: auditLine,
      },
    },
    problems: ['not-json', 'not-allowed', 'unknown-tenant', 'unsupported-media-type', 'invalid-content'],
  }),
  listCheckpoints: route({
    method: 'GET',
    path: '/v1/audit/checkpoints',
    allows: 'see-audit',
    tag: 'audit',
    summary: 'Signed checkpoints of the chains, to be kept elsewhere',
    query: checkpointQuery,
    answers: { 200: { description: 'by tenant and number', body: checkpointList } },
    problems: ['invalid-parameter', 'not-allowed', 'unknown-tenant'],
  }),
  readAuditKey: route({
    method: 'GET',
    path: '/v1/audit/key',
    allows: 'see-audit',
    tag: 'audit',
    summary: 'With what the signatures of checkpoints and exports are checked',
    answers: { 200: { description: 'the key in use and those of before', body: auditKeyList } },
    problems: [],
  }),
  exportRecord: route({
    method: 'GET',
    path: '/v1/incidents/:id/record',
    allows: 'export-ledger',
    tag: 'audit',
    summary: "An incident's complete record as one party may see it, as a signed file that is checked without Demarc",
    params: incidentParams,
    query: recordQuery,
    answers: {
      200: {
        description: 'a line each; one without a signature at its end broke off',
        mediaType: NDJSON_MEDIA_TYPE,
        body: null,
      },
    },
    problems: ['invalid-parameter', 'not-allowed', 'not-found', 'unavailable'],
  }),
} as const;
