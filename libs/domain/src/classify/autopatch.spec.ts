import { expect, it } from '@jest/globals';
import { parseInstant } from '../event/instant.js';
import { whatGroupsSay } from './autopatch.js';

const AT = parseInstant('2024-05-01T00:00:00Z')!;
const said = (name: string) => whatGroupsSay([{ value: name, from: null, until: null }], AT);

it.each([
  'Modern Workplace Devices-Test',
  'modern workplace devices - test',
  '  Modern  Workplace\tDevices  -\n Test ',
])('%j is a ring of MMD, however it is spaced', (name) => {
  expect(said(name).mmdRing).toBe(true);
});

it('a name of spaces is read once, not once from each of them on', () => {
  expect(said(`x${' '.repeat(1_000_000)}y`).mmdRing).toBe(false);
});
