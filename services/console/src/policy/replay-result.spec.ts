import { expect, test } from '@jest/globals';
import type { ReplayChangeLine, ReplayLine } from '@demarc/contracts';
import { MOST_LISTED, ReplayTally } from './replay-result.js';

const outcome = (queue: ReplayChangeLine['from']['queue'], clauseId: string): ReplayChangeLine['from'] => ({
  party: queue.startsWith('microsoft') ? 'microsoft' : 'customer',
  queue,
  clauseId,
  policyVersion: '2021-08-08',
  severity: 'C',
  clocks: null,
  informed: null,
  halves: 1,
});
const change = (at: number): ReplayLine => ({
  type: 'change',
  incidentId: `i${at}`,
  reference: `INC-${at}`,
  tenant: 'contoso',
  title: 'Printer',
  state: 'new',
  changes: ['owner'],
  from: outcome('customer/it-help-desk', 'CU-9'),
  to: outcome('microsoft/operations', 'PRINTERS'),
  decisions: 1,
  changed: 1,
});

test('counts every change, and keeps as many as can be listed', () => {
  const tally = new ReplayTally();
  tally.take({ type: 'progress', decisions: 500, seconds: 1, perSecond: 500 });
  for (let at = 0; at < MOST_LISTED + 5; at += 1) tally.take(change(at));
  const { changes, changed, byTeam, byClause, decisions, totals, failed } = tally.result();
  expect([changes.length, changed, decisions]).toEqual([MOST_LISTED, MOST_LISTED + 5, 500]);
  expect(byTeam).toEqual([{ from: 'customer/it-help-desk', to: 'microsoft/operations', count: changed }]);
  expect(byClause).toEqual([{ from: 'CU-9', to: 'PRINTERS', count: changed }]);
  expect([totals, failed]).toEqual([null, null]);
});

test('one that broke off says why', () => {
  const tally = new ReplayTally();
  tally.take({ type: 'failed', detail: 'The database went away.' });
  expect(tally.result()).toMatchObject({ failed: 'The database went away.', totals: null });
});
