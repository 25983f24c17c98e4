import { expect, test } from '@jest/globals';
import { revisionIn, tagOf } from './revision-tag.js';

test('a tag is read back as the revision it was made of', () => {
  expect(revisionIn(tagOf(7), true)).toBe(7);
  expect(revisionIn('W/"7"', true)).toBe(7);
  expect(revisionIn('7', true)).toBe(7);
});

test('a star means whatever it is now', () => {
  expect(revisionIn('*', true)).toBeNull();
  expect(revisionIn(undefined, false)).toBeNull();
});

test('what is missing or no tag is refused', () => {
  expect(() => revisionIn(undefined, true)).toThrow(expect.objectContaining({ code: 'precondition-required' }));
  expect(() => revisionIn('"7", "8"', true)).toThrow(expect.objectContaining({ code: 'invalid-parameter' }));
  expect(() => revisionIn('latest', false)).toThrow(expect.objectContaining({ code: 'invalid-parameter' }));
});
