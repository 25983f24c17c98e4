import type { ReplayChangeLine } from '@demarc/contracts';
import { expect, test } from '@jest/globals';
import { replayCsvRow } from './replay-csv.js';

const OUTCOME = { queue: 'customer/devices', clauseId: 'CU-1', policyVersion: 'p', severity: 'B', clocks: null };
const rowOf = (title: string): string => {
  const change = { reference: 'INC-1', tenant: 'contoso', title, state: 'new', changes: ['queue'], decisions: 1 };
  return replayCsvRow({ ...change, changed: 1, from: OUTCOME, to: OUTCOME } as unknown as ReplayChangeLine);
};

test.each([
  ['=1+1', `'=1+1`],
  ['-1', `'-1`],
  ['\t=1+1', `'=1+1`],
  ['\r\n=1+1', `'=1+1`],
  [' \u0000@SUM(A1)', `'@SUM(A1)`],
  ['VPN down, twice', '"VPN down, twice"'],
])('%j is text in a spreadsheet', (title, cell) => {
  expect(rowOf(title).startsWith(`INC-1,contoso,${cell},new,`)).toBe(true);
});
