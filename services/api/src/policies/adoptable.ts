import type { adoptionBody } from '@demarc/contracts';
import type { Policy } from '@demarc/domain';
import type { z } from 'zod';
import { ProblemError } from '../door/problem-error.js';

/** A policy that is there or is about to be. */
export interface Adoptable {
  readonly policy: Pick<Policy, 'publishedOn'>;
  /** Null: every tenant may adopt it. */
  readonly tenant: string | null;
}

/** Throws `invalid-content` when the policy is another tenant's, or was not published yet by then. */
export function requireAdoptable(
  record: Adoptable,
  tenant: string,
  { version, holdsFrom }: z.output<typeof adoptionBody>,
): void {
  const { publishedOn } = record.policy;
  if (record.tenant !== null && record.tenant !== tenant) {
    const detail = `Policy ${version} was published for another tenant only. Publish one for ${tenant}.`;
    throw new ProblemError('invalid-content', detail, { errors: [{ field: 'version', detail }] });
  }
  if (publishedOn !== null && holdsFrom.slice(0, publishedOn.length) < publishedOn) {
    const detail = `Policy ${version} cannot hold before ${publishedOn}. Give that day or a later one.`;
    throw new ProblemError('invalid-content', detail, { errors: [{ field: 'holdsFrom', detail }] });
  }
}
