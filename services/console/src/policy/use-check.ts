import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.js';
import { Refused } from '../api/refused.js';
import { useSettled } from '../parts/use-settled.js';
import { type Finding, findingsOf, mistakesOf } from './findings.js';

/** What the API's lint says of a draft. */
export interface Check {
  /** Of another text than the one that is there now. */
  readonly isOld: boolean;
  readonly findings: readonly Finding[];
  /** What it would be published as; null when it is no policy. */
  readonly policy: { readonly version: string; readonly title: string; readonly clauses: number } | null;
}

/** Checks a draft once its writer pauses. */
export function useCheck(document: string, tenant: string | null) {
  const settled = useSettled(document);
  return useQuery({
    queryKey: ['POST /v1/policies/lint', settled, tenant],
    queryFn: ({ signal }) => check(settled, tenant, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    select: (checked): Check => ({ ...checked, isOld: settled !== document }),
  });
}

async function check(document: string, tenant: string | null, signal: AbortSignal): Promise<Omit<Check, 'isOld'>> {
  try {
    const answer = await call('POST /v1/policies/lint', { body: { document, tenant }, signal });
    const { version, title, clauses } = answer;
    return { policy: { version, title, clauses }, findings: findingsOf(document, answer) };
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'invalid-content') throw error;
    const errors = error.errors.length > 0 ? error.errors : [{ field: 'document', detail: error.message }];
    return { policy: null, findings: mistakesOf(document, errors) };
  }
}
