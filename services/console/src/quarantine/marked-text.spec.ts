import { expect, it } from '@jest/globals';
import { markedText } from './marked-text.js';

it('marks the character at which a text stops being JSON', () => {
  expect(markedText('{"a": }', 6)).toEqual({ before: '{"a": ', at: '}', after: '', isCut: false });
  expect(markedText('{"a": 😀', 6)).toMatchObject({ at: '😀', after: '' });
});

it('marks the whole name of a field at fault', () => {
  expect(markedText('{"sev\\"er": 9}', 1)).toMatchObject({ before: '{', at: '"sev\\"er"', after: ': 9}' });
});

it('marks nothing where a text ends too soon, or where no one place is at fault', () => {
  expect(markedText('{"a"', 4)).toEqual({ before: '{"a"', at: '', after: '', isCut: false });
  expect(markedText('[]', null)).toEqual({ before: '', at: '', after: '[]', isCut: false });
});

it('shows of a very long text what is around its fault', () => {
  const text = `${'a'.repeat(100_000)}!${'b'.repeat(100_000)}`;
  const { before, at, after, isCut } = markedText(text, 100_000);
  expect({ around: [before.length, after.length], at, isCut }).toEqual({
    around: [20_000, 19_999],
    at: '!',
    isCut: true,
  });
});
