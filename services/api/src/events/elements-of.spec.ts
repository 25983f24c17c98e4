import { expect, test } from '@jest/globals';
import { elementsOf } from './elements-of.js';

const elements = (text: string) => elementsOf(Buffer.from(text)).map(String);

test('each element keeps its bytes', () => {
  expect(elements(' [ {"a":1.0,"a":12345678901234567890} ,\n[1, 2],"x,]\\"[{" , null ] ')).toEqual([
    '{"a":1.0,"a":12345678901234567890}',
    '[1, 2]',
    '"x,]\\"[{"',
    'null',
  ]);
});

test('an empty array has no elements', () => {
  expect(elements('[ ]')).toEqual([]);
  expect(elements('[]')).toEqual([]);
});

test('texts with escapes and characters of several bytes do not confuse it', () => {
  expect(elements('["\\\\","é,\\u0022]"]')).toEqual(['"\\\\"', '"é,\\u0022]"']);
});
