import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../door/problem-error.js';

const CHANGES_NOTHING = new Set(['GET', 'HEAD']);

/**
 * Throws `not-allowed` when a browser says that another site made it send this. What changes something must say where
 * it comes from: by Fetch Metadata, or in browsers without it by `Origin`.
 */
export function requireSameSite({ method, headers }: FastifyRequest): void {
  if (CHANGES_NOTHING.has(method)) return;
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin') return;
  if (site === undefined && headers.origin !== undefined && hostOf(headers.origin) === headers.host) return;
  const detail = 'The request came with a session but from another site, or does not say from where. Nothing was done.';
  throw new ProblemError('not-allowed', detail, { errors: [{ field: 'Sec-Fetch-Site', detail }] });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
