import { parseInstant } from '@demarc/domain';
import { z } from 'zod';
import { TENANT_PATTERN } from '../bus/topology.js';

/** Text that PostgreSQL and JSON can hold: no NUL, no half of a surrogate pair. */
export const plainText = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must not hold NUL or half characters');

/** As {@link plainText}, with something in it. */
export const someText = (most: number) => plainText(most).regex(/\S/, 'must not be empty');

export const tenantName = z
  .string()
  .regex(TENANT_PATTERN, 'must be lower-case letters, digits and hyphens, at most 63')
  .meta({ examples: ['contoso'] });

/** A moment in UTC with seven fractional digits. */
export const moment = z.string().meta({ format: 'date-time', examples: ['2026-11-22T10:00:00.0000000Z'] });

/** A moment as a person or a program writes it: RFC 3339, UTC when it names no zone. Not before 1990. */
export const momentGiven = plainText(64)
  .refine((text) => parseInstant(text) !== null, 'must be a moment such as 2026-11-22T10:00:00Z')
  .meta({ format: 'date-time', examples: ['2026-11-22T10:00:00Z'] });

/** A parameter that may be given several times: one, or a list, or a list with commas. */
export const several = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z.preprocess(
    // What is no text is left to the schema: an object may refuse to become one.
    (value) =>
      value === undefined
        ? undefined
        : [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : [part])),
    z.array(item).min(1).optional(),
  );

const MOST_PER_PAGE = 200;
const USUAL_PER_PAGE = 50;

/** Every list is read page by page: ask again with `cursor` set to the answer's `next` until that is null. */
export const pageQuery = z.object({
  limit: z.coerce.number<string | number>().int().min(1).max(MOST_PER_PAGE).default(USUAL_PER_PAGE),
  cursor: plainText(500).optional().describe('the `next` of the page before'),
});

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('the cursor of the next page; null on the last'),
  });
