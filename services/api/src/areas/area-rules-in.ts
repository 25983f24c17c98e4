import { ROUTES, YAML_MEDIA_TYPE, checkAreaRules, parseAreaRules } from '@demarc/contracts';
import type { AreaRule } from '@demarc/domain';
import type { FastifyRequest } from 'fastify';
import { bytesOf, jsonOf, mediaTypeOf, requireMediaType } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';

/** The rules in a request's body, JSON or YAML. Throws `unsupported-media-type`, `not-json` or `invalid-content`. */
export function areaRulesIn(request: FastifyRequest): readonly AreaRule[] {
  requireMediaType(ROUTES.putAreaRules, request);
  const isYaml = mediaTypeOf(request) === YAML_MEDIA_TYPE;
  const checked = isYaml ? parseAreaRules(bytesOf(request).toString('utf8')) : checkAreaRules(jsonOf(request));
  if (checked.ok) return checked.rules;
  const { mistakes } = checked;
  const count = `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`;
  const detail = `The rules have ${count}. Nothing was changed; mend them and send the whole list again.`;
  throw new ProblemError('invalid-content', detail, { errors: mistakes });
}
