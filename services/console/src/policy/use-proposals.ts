import { useQuery } from '@tanstack/react-query';
import { ask, invalidate } from '../api/ask.js';
import type { AnswerAt } from '../api/call.js';
import { usePermitted } from '../session/me.js';

export type Proposal = AnswerAt<'GET /v1/policy-proposals'>['items'][number];

/** What was proposed, for those who may know of it. */
export function useProposals() {
  const maySee = usePermitted('see-proposals');
  return useQuery({ ...ask('GET /v1/policy-proposals'), enabled: maySee });
}

/** How many persons it takes to publish and to adopt; two until it is known. */
export function usePersons(): 1 | 2 {
  return useProposals().data?.persons ?? 2;
}

/** What follows from proposing and deciding. */
export const readProposalsAgain = (): Promise<void> =>
  invalidate(
    'GET /v1/policy-proposals',
    'GET /v1/policy-proposals/:id',
    'GET /v1/policies',
    'GET /v1/tenants/:tenant/policies',
  );
