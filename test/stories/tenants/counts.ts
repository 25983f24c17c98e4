import type { RouteName } from '@demarc/contracts';
import type { Stack } from '../../harness/stack.js';
import { askAt } from './ask.js';
import type { Asker } from './askers.js';
import type { Probe } from './probe.js';

/** Lists, counts and exports that name nothing: whatever is in them, is in them because of who asks. */
const LISTS: readonly (readonly [RouteName, Probe])[] = [
  ['listQueues', {}],
  ['listIncidents', { query: { limit: '200' } }],
  ['listIncidents', { query: { q: 'strange', limit: '200' } }],
  ['listViews', {}],
  ['listUnmatchedAreas', {}],
  ['readReport', { query: { format: 'csv', from: '2020-01-01T00:00:00Z', groupBy: 'area' } }],
  ['readReport', { query: { format: 'csv', from: '2020-01-01T00:00:00Z', groupBy: 'queue' } }],
  ['listUntold', {}],
  ['listDeliveries', { query: { limit: '200' } }],
  ['listSilences', {}],
  ['listTenants', {}],
  ['listPolicies', {}],
  ['lintContacts', {}],
  ['listQuarantine', {}],
];
/** What passes by itself: moments, and minutes that run. */
const PASSING = /\d{4}-\d\d-\d\dT[\d:.]+Z|"minutes":[\d.]+/g;

/** What lists say to some, in one text; times put aside. */
export async function countsFor(stack: Stack, askers: readonly Asker[]): Promise<string> {
  const answers: string[] = [];
  for (const who of askers) {
    for (const [name, probe] of LISTS) {
      const { status, text } = await askAt(stack, name, probe, who);
      answers.push(`${who.name} ${name} ${status}: ${text.replaceAll(PASSING, '<passing>')}`);
    }
  }
  return answers.join('\n');
}
