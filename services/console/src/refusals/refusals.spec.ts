import { expect, test } from '@jest/globals';
import { PROBLEMS } from '@demarc/contracts';
import en from './words.en.js';
import fr from './words.fr.js';

test('whatever the API refuses has a title and what to do, in both languages', () => {
  const codes = Object.keys(PROBLEMS).toSorted();
  for (const words of [en, fr]) {
    expect(Object.keys(words).toSorted()).toEqual(codes);
    for (const { title, todo } of Object.values(words)) {
      expect(title).toMatch(/^\S.*[^.]$/);
      expect(todo).toMatch(/^\S.*\.$/);
    }
  }
});

test('the French ones are not the English ones', () => {
  for (const code of Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]) {
    expect(fr[code].title).not.toBe(en[code].title);
    expect(fr[code].todo).not.toBe(en[code].todo);
  }
});
