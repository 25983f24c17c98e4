import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode, problem } from './problem.js';
import type { Answer, HttpRoute } from './route.js';
import { SESSION_COOKIE } from './session.js';
import { ROUTES } from './routes.js';

const EVERY_DOOR: readonly ProblemCode[] = ['bad-request', 'unavailable', 'internal'];
const EVERY_GUARDED_DOOR: readonly ProblemCode[] = [
  'who-are-you',
  'bad-key',
  'not-allowed',
  'too-many-requests',
  'unavailable',
];
const anyBytes = z.string().meta({ format: 'binary' });

/** The OpenAPI 3.1 document of the API, from the one table of routes. */
export function openApiDocument(version: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, route] of Object.entries<HttpRoute>(ROUTES)) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Demarc',
      version,
      description:
        'Routes security alerts and operational incidents between Microsoft Managed Desktop and its customers.',
    },
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'an access token of the sign-in provider, or an API key',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SESSION_COOKIE,
          description: 'what a browser has after signing in',
        },
      },
    },
  });
}

/** `/v1/tenants/:tenant` as OpenAPI writes it: `/v1/tenants/{tenant}`. */
export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function operation(name: string, route: HttpRoute): ZodOpenApiOperationObject {
  const { params, query, headers, body } = route;
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    ...(route.allows !== 'anyone' && {
      description: `Needs the permission \`${route.allows}\`.`,
      security: [{ bearer: [] }, { session: [] }],
    }),
    requestParams: { ...(params && { path: params }), ...(query && { query }), ...(headers && { header: headers }) },
    ...(body && {
      requestBody: {
        required: !Object.values(body).every((schema) => schema.safeParse(undefined).success),
        content: Object.fromEntries(Object.entries(body).map(([mediaType, schema]) => [mediaType, { schema }])),
      },
    }),
    responses: { ...answers(route), ...problems(route) },
  };
}

function answers(route: HttpRoute): ZodOpenApiResponsesObject {
  return Object.fromEntries(Object.entries(route.answers).map(([status, answer]) => [status, response(answer)]));
}

function response({
  description,
  mediaType = 'application/json',
  body,
  etag,
}: Answer): ZodOpenApiResponsesObject['200'] {
  return {
    description,
    content: { [mediaType]: { schema: body ?? anyBytes } },
    ...(etag && { headers: z.object({ etag: z.string().describe('the revision, for `If-Match`') }) }),
  };
}

function problems(route: HttpRoute): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, string[]>();
  const codes = [...route.problems, ...EVERY_DOOR, ...(route.allows === 'anyone' ? [] : EVERY_GUARDED_DOOR)];
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(', '), content: { [PROBLEM_MEDIA_TYPE]: { schema: problem } } },
    ]),
  );
}
