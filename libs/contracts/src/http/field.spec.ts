import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { several } from './field.js';

const severities = several(z.enum(['A', 'B']));

it('several values come as one, as a list, or with commas', () => {
  expect(severities.parse('A')).toEqual(['A']);
  expect(severities.parse(['A', 'B'])).toEqual(['A', 'B']);
  expect(severities.parse('A,B')).toEqual(['A', 'B']);
  expect(severities.parse(undefined)).toBeUndefined();
});

it('what cannot become text is refused, not thrown over', () => {
  expect(severities.safeParse([{ toString: 1 }]).success).toBe(false);
  expect(severities.safeParse({ toString: null }).success).toBe(false);
});
