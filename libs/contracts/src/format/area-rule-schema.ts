import { AREAS, type AreaRule } from '@demarc/domain';
import { z } from 'zod';
import { plainText, someText } from '../http/field.js';
import { AREA_FIELDS, LABEL_PREFIX } from './area-field.js';
import { WORD_KEY_LENGTH } from './area-table.js';
import { FORMATS } from './registry.js';
import { spelledWords } from './words-of.js';

const MOST_RULES = 200;
const MOST_OF_A_RULE = 100;
const RULE_ID = /^[a-z\d][a-z\d-]{0,59}$/;
const formatNames = FORMATS.map(({ name }) => name);
const knownFields = `${AREA_FIELDS.join(', ')}, label:<name> and label:*`;

const listOf = <Item extends z.ZodType<string>>(item: Item) =>
  z.array(item, 'must be a list').min(1, 'must not be empty').max(MOST_OF_A_RULE).readonly().optional();
const field = plainText(200).refine(isField, {
  error: ({ input }) => `"${input}" is no field; known are ${knownFields}`,
});
const word = plainText(60).refine(
  (text) => spelledWords(text).length >= WORD_KEY_LENGTH,
  `must have at least ${WORD_KEY_LENGTH} letters or digits`,
);

/** A rule of a tenant on what an event is about. `checkAreaRules` also sees what spans fields and rules. */
export const areaRule = z
  .strictObject({
    id: z
      .string('must be text')
      .regex(RULE_ID, 'must be lower-case letters, digits and hyphens, at most 60')
      .describe('its name in receipts'),
    area: z.enum(AREAS, `must be one of ${AREAS.join(', ')}`),
    formats: listOf(z.enum(formatNames, `must be one of ${formatNames.join(', ')}`)).describe('default: every format'),
    in: listOf(field).describe(`the fields it looks in: ${knownFields}; default: those that every event has`),
    words: listOf(word).describe('beginnings of words, without case: "print" finds "PrintSpoolerDown"'),
    equals: listOf(someText(200)).describe('whole values, without case; with a * at the end, their beginning'),
  })
  .meta({ id: 'AreaRule' }) satisfies z.ZodType<AreaRule>;

export const areaRules = z.array(areaRule, 'must be a list of rules').max(MOST_RULES).readonly();
export const AREA_RULE_FIELDS = Object.keys(areaRule.shape);

function isField(name: string): boolean {
  if (name.startsWith(LABEL_PREFIX)) return name.length > LABEL_PREFIX.length;
  return AREA_FIELDS.some((known) => known === name);
}
