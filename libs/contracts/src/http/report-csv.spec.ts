import { expect, test } from '@jest/globals';
import type { FlowView } from './flow-bodies.js';
import { flowCsv } from './report-csv.js';

const titled = (title: string): string =>
  flowCsv({ paths: [], load: [], storms: [{ reference: 'INC-1', title, events: 2 }] } as unknown as FlowView);

test.each([
  ['=1+1', `'=1+1`],
  ['+1', `'+1`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1+1', `'\t=1+1`],
  ['\r=1+1', `"'\r=1+1"`],
  ['\n=1+1', `"'\n=1+1"`],
  ['VPN down, twice', '"VPN down, twice"'],
])('%j is text in a spreadsheet', (title, cell) => {
  expect(titled(title)).toContain(`,INC-1,${cell},1,2\r\n`);
});
