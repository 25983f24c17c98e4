import { afterEach, expect, it, jest } from '@jest/globals';
import { aRow } from '../queue/a-row.fixture.js';
import { carryOutBulk } from './carry-out.js';

const fetched = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetched;
});

/** An API that answers as often, refuses the first of all, and then is gone. */
function anApi(answers: number): void {
  let left = answers;
  globalThis.fetch = jest.fn(async (_: unknown, { body }: RequestInit) => {
    if (left === 0) throw new TypeError('failed to fetch');
    left -= 1;
    const { items } = JSON.parse(body as string) as { items: { id: string }[] };
    const result = ({ id }: { id: string }) =>
      id === '0'
        ? { id, ok: false, problem: { detail: 'It was changed.' } }
        : { id, ok: true, answer: { incident: aRow(id, { revision: 2 }) } };
    return Response.json({ items: items.map(result) });
  }) as unknown as typeof fetch;
}

const many = Array.from({ length: 450 }, (_, at) => aRow(`${at}`));

it('says what was done before an answer failed to come, and how many are open', async () => {
  anApi(2);
  const result = await carryOutBulk('acknowledge', many, {});
  expect(result).toMatchObject({ done: 399, refused: [{ detail: 'It was changed.' }], open: { count: 50 } });
});

it('says all when all was answered, and throws when nothing was', async () => {
  anApi(3);
  expect(await carryOutBulk('acknowledge', many, {})).toMatchObject({ done: 449, open: null });
  anApi(0);
  await expect(carryOutBulk('acknowledge', many, {})).rejects.toThrow('no answer');
});
