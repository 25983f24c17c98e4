import { expect, it } from '@jest/globals';
import { minutesText } from './minutes.js';

it.each([
  [0, '0 min'],
  [0.004, '1 s'],
  [0.5, '30 s'],
  [25.4, '25 min'],
  [59.7, '1 h'],
  [80, '1 h 20 min'],
  [180, '3 h'],
  [47 * 60 + 59.6, '2 days'],
  [76 * 60, '3 days 4 h'],
])('%d minutes are %s', (minutes, text) => {
  expect(minutesText(minutes)).toBe(text);
});
