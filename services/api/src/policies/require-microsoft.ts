import type { Actor } from '@demarc/domain';
import { ProblemError } from '../door/problem-error.js';

/** Policies are Microsoft's to publish and to put in force. Throws `not-allowed` for anybody else. */
export function requireMicrosoft({ party, name }: Actor, what: string): void {
  if (party === 'microsoft') return;
  const detail = `${party}/${name} cannot ${what}: ask Microsoft, or act as microsoft/<name>.`;
  throw new ProblemError('not-allowed', detail, { errors: [{ field: 'Demarc-Actor', detail }] });
}
