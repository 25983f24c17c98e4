import { FORMATS, subjectOf } from '@demarc/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { examples } from '../property/hostile-message.js';
import { type BacklogMessage, ownMessage } from './backlog.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';

const GOOD = 500;
const OF_EACH = 5;
const TEST_BUDGET_MS = 120_000;

/** Ways to be unreadable in any format; `n` tells one from the other, since each must have its own row. */
const POISONS: Readonly<Record<string, (text: string, n: number) => string>> = {
  'cut off': (text, n) => `${text.slice(0, Math.floor(text.length / 2))} ${n}`,
  'no object': (_text, n) => JSON.stringify([n]),
  'of wrong types': (text, n) =>
    JSON.stringify({ n, ...Object.fromEntries(Object.keys(JSON.parse(text) as object).map((key) => [key, { n }])) }),
  'no JSON': (text, n) => `<alert n="${n}">${text.length}</alert>`,
};

const poisons: readonly BacklogMessage[] = examples.flatMap(({ kind, format, text }, e) =>
  Object.entries(POISONS).flatMap(([what, spoil]) =>
    Array.from({ length: OF_EACH }, (_, n) =>
      ownMessage(
        `poison ${format} ${e} ${what} ${n}`,
        subjectOf.event('contoso', kind as 'security', format),
        spoil(text, e * 1_000 + n),
      ),
    ),
  ),
);

let drill: Drill;
beforeAll(async () => {
  drill = await Drill.start({ messages: GOOD, among: poisons });
}, 120_000);
afterAll(() => drill?.stop(), 60_000);

it(
  'poison in each format is put aside with its reason, and its neighbours pass',
  async () => {
    expect([...new Set(examples.map(({ format }) => format))].sort()).toEqual(FORMATS.map(({ name }) => name).sort());
    expect(poisons.filter(({ sort }) => sort !== 'unreadable')).toEqual([]);
    await drill.runAll();
    await drill.publishUpTo(1);
    await drill.settled();
    const reasons = Map.groupBy(await drill.ledger.quarantine(), ({ reason }) => reason);
    console.log(Object.fromEntries([...reasons].map(([reason, rows]) => [reason, rows.length])));
    await printCost(drill, 'poison in each format among good events');
    await expectPromiseKept(drill);
  },
  TEST_BUDGET_MS,
);
