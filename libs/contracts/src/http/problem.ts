import { z } from 'zod';

/** Everything an HTTP request can be refused for. The code ends the problem's `type`; a client may switch on it. */
export const PROBLEMS = {
  'invalid-parameter': { status: 400, title: 'A parameter of the address is not valid' },
  'not-json': { status: 400, title: 'The body is not JSON' },
  'not-cloudevent': { status: 400, title: 'The message is not a CloudEvent' },
  'bad-request': { status: 400, title: 'The request cannot be read' },
  'who-are-you': { status: 401, title: 'The request does not say who asks, or not validly' },
  'bad-key': { status: 401, title: 'The API key is not valid' },
  'not-owner': { status: 403, title: 'Another party holds the incident' },
  'not-allowed': { status: 403, title: 'This is not for whoever asks' },
  'second-person-needed': { status: 403, title: 'Somebody else has to agree to this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'unknown-tenant': { status: 404, title: 'There is no such tenant' },
  'unknown-policy': { status: 404, title: 'There is no such policy' },
  'unknown-format': { status: 404, title: 'There is no such format' },
  'wrong-state': { status: 409, title: 'The incident is in another state' },
  disputed: { status: 409, title: 'The parties do not agree who has the incident' },
  'proposal-closed': { status: 409, title: 'The proposal is no longer open' },
  'name-taken': { status: 409, title: 'There is one of this name already' },
  'version-taken': { status: 409, title: 'There is a policy of this version already' },
  stale: { status: 412, title: 'The incident has changed since you read it' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not taken here' },
  'invalid-content': { status: 422, title: 'The content is not valid' },
  'not-in-format': { status: 422, title: 'The message is not in the format' },
  'wrong-tenant': { status: 422, title: 'The message is about another tenant' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'kind-missing': { status: 422, title: 'Nothing says of which kind the message is' },
  'precondition-required': { status: 428, title: 'The request does not say which revision it is about' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Demarc failed' },
  unavailable: { status: 503, title: 'Not possible right now' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof PROBLEMS;

const TYPE_PREFIX = 'urn:demarc:problem:';
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One mistake: where it is and what is wrong. `line` is that of an imported file, header included, from 1. */
export const problemField = z.object({
  field: z.string().nullable(),
  detail: z.string(),
  line: z.int().optional(),
});
export type ProblemField = z.infer<typeof problemField>;

/** An RFC 9457 problem document. */
export const problem = z
  .object({
    type: z.string().describe(`${TYPE_PREFIX} and a code that stays the same over releases`),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('what happened, to which thing, and what to do'),
    instance: z.string().describe('the path that was asked for'),
    errors: z.array(problemField).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

export function problemOf(
  code: ProblemCode,
  detail: string,
  instance: string,
  errors?: readonly ProblemField[],
): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: `${TYPE_PREFIX}${code}`, title, status, detail, instance, ...(errors && { errors: [...errors] }) };
}

/** The code of a problem document, or null when it is none of ours. */
export function codeOfProblem(document: Pick<Problem, 'type'>): ProblemCode | null {
  const code = document.type.startsWith(TYPE_PREFIX) ? document.type.slice(TYPE_PREFIX.length) : '';
  return Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : null;
}
