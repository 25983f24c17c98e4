import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { InfiniteQueryObserver } from '@tanstack/react-query';
import { queryClient } from '../api/ask.js';
import { aRow } from './a-row.fixture.js';
import { type ListedIncident, askIncidents, putIntoLists, readAgain } from './incident-pages.js';
import type { Reach } from './order.js';
import { readBehind } from './read-behind.js';

/** What the API answers next, each when it is let. */
let answers: { let: (page: { items: ListedIncident[]; next: string | null }) => void }[];
const fetched = globalThis.fetch;
beforeEach(() => {
  answers = [];
  globalThis.fetch = jest.fn(
    () =>
      new Promise<Response>((resolve) => {
        answers.push({ let: (page) => resolve(Response.json(page)) });
      }),
  ) as typeof fetch;
});
afterEach(() => {
  queryClient.clear();
  globalThis.fetch = fetched;
});

const heard = (row: ListedIncident) => putIntoLists(new Map([[row.id, row]]));
const revisions = (data: { pages: { items: ListedIncident[] }[] } | undefined) =>
  data?.pages.map(({ items }) => items.map(({ id, revision }) => `${id}@${revision}`));

/** The next question, once it is asked. */
async function asked() {
  while (answers.length === 0) await new Promise(setImmediate);
  return answers.shift()!;
}

/** A list of which the first page is read and shown. */
async function aList(name: string, items: ListedIncident[], next: string | null) {
  const options = askIncidents({ tenant: name });
  const list = new InfiniteQueryObserver(queryClient, options);
  const end = list.subscribe(() => undefined);
  answers.shift()!.let({ items, next });
  await queryClient.fetchInfiniteQuery(options);
  return { list, end, kept: () => revisions(queryClient.getQueryData(options.queryKey)) };
}

it('keeps what is heard while another page is on its way, of that page too', async () => {
  const { list, end, kept } = await aList('more', [aRow('a1')], 'b');
  const more = list.fetchNextPage();
  heard(aRow('a1', { revision: 2 }));
  heard(aRow('a2', { revision: 3 }));
  answers.shift()!.let({ items: [aRow('a2')], next: null });
  await more;
  expect(kept()).toEqual([['a1@2'], ['a2@3']]);
  end();
});

it('keeps what is heard while the list begins anew', async () => {
  const { end, kept } = await aList('anew', [aRow('b1')], null);
  const anew = readAgain({ tenant: 'anew' });
  heard(aRow('b2', { revision: 2 }));
  answers.shift()!.let({ items: [aRow('b2'), aRow('b1')], next: null });
  await anew;
  expect(kept()).toEqual([['b2@2', 'b1@1']]);
  end();
});

it('reads a list again behind what is kept: rows become what they are in their places', async () => {
  const { end, kept } = await aList('behind', [aRow('c1'), aRow('c2')], null);
  const reading = readBehind({ tenant: 'behind' }, true);
  (await asked()).let({ items: [aRow('c3'), aRow('c1', { revision: 5 })], next: null });
  const ids = ({ rows }: Reach) => rows.map(({ id }) => id);
  const { kept: before, read } = await reading;
  expect([ids(before), ids(read)]).toEqual([
    ['c1', 'c2'],
    ['c3', 'c1'],
  ]);
  expect(kept()).toEqual([['c1@5', 'c2@1']]);
  end();
});
