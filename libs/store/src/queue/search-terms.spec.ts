import { expect, test } from '@jest/globals';
import { isReference, readSearch } from './search-terms.js';

test.each([
  ['vpn utrecht', ['vpn', 'utrecht'], []],
  ['  MMD-1EHT6  ', ['MMD-1EHT6'], []],
  ['"hidden file" mulder', ['mulder'], ['hidden file']],
  ['say "cannot start', ['say'], ['cannot start']],
  ['"one"', ['one'], []],
  ['l.mulder"hidden file"', ['l.mulder'], ['hidden file']],
  ['INC-E10PE vpn', ['E10PE', 'vpn'], []],
  ['"', [''], []],
])('%j looks for %j and %j', (q, terms, phrases) => {
  expect(readSearch(q)).toEqual({ terms, phrases });
});

test.each(['', '   ', 'INC-E10PE-HZAY5', ' inc-e10'])('%j is nothing to look for among words', (q) => {
  expect(readSearch(q)).toBeNull();
});

test.each([
  ['INC-E', true],
  ['inc-e10pe-', true],
  ['INC-E10PE-HZAY5', true],
  ['INC-', false],
  ['INC-E10PE-HZAY5X', false],
  ['INC0012345', false],
  // Crockford has no U: this is something else of that look.
  ['INC-UUUUU', false],
])('%s is the beginning of a reference: %s', (q, is) => {
  expect(isReference(q)).toBe(is);
});
