import { replayBody, replayLine } from './replay-bodies.js';
import { route } from './route.js';

export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** What another policy would have done. */
export const ROUTES_REPLAY = {
  replayPolicy: route({
    method: 'POST',
    path: '/v1/policies/replay',
    allows: 'replay-policies',
    tag: 'policies',
    summary: 'Try a policy on the stored history: which incidents would have gone elsewhere. Changes nothing',
    body: { 'application/json': replayBody },
    answers: {
      200: {
        description: 'a JSON document a line while it runs: `progress`, each `change`, at the end `totals`',
        mediaType: NDJSON_MEDIA_TYPE,
        body: replayLine,
      },
    },
    problems: ['not-json', 'unknown-tenant', 'unsupported-media-type', 'invalid-content', 'too-large', 'unavailable'],
  }),
} as const;
