import { z } from 'zod';

/** A request with it can be sent again when its answer got lost: it is done once, and answered the same for a week. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 printable characters without spaces, such as a UUID')
  .meta({ examples: ['0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e'] });

/** For the headers of a route that may be sent again. */
export const idempotencyHeaders = z.object({
  [IDEMPOTENCY_KEY_HEADER]: idempotencyKey
    .optional()
    .describe('your own mark of this request: sent again with it, it is done once and answered the same'),
});
