import { PolicyFileError, parsePolicy } from '@demarc/contracts';
import type { Policy } from '@demarc/domain';
import { ProblemError } from '../door/problem-error.js';
import type { SentPolicy } from './policy-in.js';

/** A policy that may be extended, and by whom. */
export interface PolicyBase {
  readonly policy: Policy;
  /** Null: by everybody. */
  readonly tenant: string | null;
}

/** The policy that a document makes of what it extends. Throws `invalid-content` with every mistake of the document. */
export function proposedPolicy(
  { document, tenant }: SentPolicy,
  baseOf: (version: string) => PolicyBase | null,
): Policy {
  try {
    return parsePolicy(document, (version) => {
      const base = baseOf(version);
      if (base && base.tenant !== null && base.tenant !== tenant) throw foreignBase(version, base.tenant);
      return base?.policy ?? null;
    });
  } catch (error) {
    if (!(error instanceof PolicyFileError)) throw error;
    const errors = error.mistakes.map((detail) => ({ field: 'document', detail }));
    throw new ProblemError('invalid-content', `${error.summary}.`, { errors }, { cause: error });
  }
}

function foreignBase(version: string, tenant: string): ProblemError {
  const detail = `${version} was published for ${tenant} only, so that only a policy for ${tenant} may extend it.`;
  return new ProblemError('invalid-content', detail, { errors: [{ field: 'extends', detail }] });
}
