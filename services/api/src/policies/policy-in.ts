import { type HttpRoute, YAML_MEDIA_TYPE, policyBody, type policyQuery } from '@demarc/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { bytesOf, check, jsonOf, mediaTypeOf, requireMediaType } from '../door/given.decorators.js';

/** A policy as it was sent: its text, and for which tenant only. */
export interface SentPolicy {
  readonly document: string;
  /** Null: for every tenant. */
  readonly tenant: string | null;
}

/** The policy in a request's body. Throws `unsupported-media-type`, `not-json` or `invalid-content`. */
export function policyIn(route: HttpRoute, request: FastifyRequest, query: z.output<typeof policyQuery>): SentPolicy {
  requireMediaType(route, request);
  const isYaml = mediaTypeOf(request) === YAML_MEDIA_TYPE;
  const sent = isYaml ? { document: bytesOf(request).toString('utf8') } : jsonOf(request);
  const { document, tenant } = check(policyBody, sent, 'invalid-content');
  return { document, tenant: tenant ?? query.tenant ?? null };
}
