import {
  acceptGapBody,
  gapAccepted,
  gapParams,
  reconciliationAsk,
  reconciliationAsked,
  reconciliationBody,
  reconciliationQuery,
} from './reconciliation-bodies.js';
import { route } from './route.js';

/** Whether everything that came in, and everything that is owed, is still there. */
export const ROUTES_RECONCILIATION = {
  readReconciliation: route({
    method: 'GET',
    path: '/v1/reconciliation',
    tag: 'operation',
    allows: 'see-operation',
    summary: 'What is missing, and how far the looking has come',
    query: reconciliationQuery,
    answers: { 200: { description: 'gaps, those that are known longest first', body: reconciliationBody } },
    problems: ['invalid-parameter', 'not-found'],
  }),
  askReconciliation: route({
    method: 'POST',
    path: '/v1/reconciliation',
    tag: 'operation',
    allows: 'see-operation',
    summary: 'Have a router look now; what it found is read with the id of the answer',
    body: { 'application/json': reconciliationAsk },
    answers: { 202: { description: 'it is asked for', body: reconciliationAsked } },
    problems: ['not-json', 'unsupported-media-type', 'invalid-content'],
  }),
  acceptGap: route({
    method: 'POST',
    path: '/v1/reconciliation/gaps/:id/accept',
    tag: 'operation',
    allows: 'accept-gaps',
    summary: 'Close a gap that cannot be mended, and say why; it is not found again',
    params: gapParams,
    body: { 'application/json': acceptGapBody },
    answers: { 200: { description: 'it is closed', body: gapAccepted } },
    problems: ['invalid-parameter', 'not-json', 'not-found', 'unsupported-media-type', 'invalid-content'],
  }),
} as const;
