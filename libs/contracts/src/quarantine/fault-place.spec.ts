import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { faultPlace } from './fault-place.js';

it.each([
  ['{"a": 1,\n "b": }', null, { line: 2, column: 7, excerpt: ' "b": }', at: 6 }],
  ['{\n "title": 7}', 'title', { line: 2, column: 2, excerpt: ' "title": 7}', at: 1 }],
  ['{"a": [{"id": 1}]}', 'a[0].id', { line: 1, column: 9 }],
  ['', null, { position: 0, line: 1, column: 1, excerpt: '' }],
])('%j with %j at fault', (text, field, place) => {
  expect(faultPlace(text, field)).toMatchObject(place);
});

it.each([
  ['of a field that stands in several places', '{"a": {"id": 1}, "id": 2}', 'id'],
  ['of a field that is missing', '{}', 'title'],
  ['of a message that is whole', '{}', null],
])('knows no one place %s', (_name, text, field) => {
  expect(faultPlace(text, field)).toBeNull();
});

it('never throws, and its mark is where the fault is', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.string()), (text, field) => {
      const place = faultPlace(text, field);
      if (place) expect(text.slice(place.position - place.at).startsWith(place.excerpt)).toBe(true);
    }),
  );
});
