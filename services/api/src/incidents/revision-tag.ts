import { ProblemError } from '../door/problem-error.js';

const ONE_TAG = /^(?:W\/)?"?(\d{1,9})"?$/;

/** An incident's revision as an entity tag. */
export function tagOf(revision: number): string {
  return `"${revision}"`;
}

/**
 * The revision that `If-Match` names; null for `*`, whatever it is now. Throws `precondition-required` when there is
 * none and `invalid-parameter` when it is none of our tags.
 */
export function revisionIn(ifMatch: string | undefined, required: boolean): number | null {
  const text = ifMatch?.trim() ?? '';
  if (text === '*' || (text === '' && !required)) return null;
  if (text === '') {
    const detail =
      'Say which revision you saw: send If-Match with the ETag of the incident, or * for whatever it is now.';
    throw new ProblemError('precondition-required', detail, { errors: [{ field: 'If-Match', detail }] });
  }
  const revision = ONE_TAG.exec(text)?.[1];
  if (revision !== undefined) return Number(revision);
  const detail = `If-Match must be one ETag of an incident, such as "7", or *; found ${text.slice(0, 60)}.`;
  throw new ProblemError('invalid-parameter', detail, { errors: [{ field: 'If-Match', detail }] });
}
