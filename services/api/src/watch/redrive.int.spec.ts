import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { IDEMPOTENCY_KEY_HEADER } from '@demarc/contracts';
import { aNotice, keepAttempt, keepDelivery, keepNotices } from '../../../../libs/store/fixtures/a-ledger.js';
import { type TestApi, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
}, 60_000);
beforeEach(() => api.store.query('truncate notices, deliveries, delivery_attempts, command_answers'));
afterAll(() => api.stop());

async function givenUp(): Promise<string> {
  const notice = aNotice();
  await keepNotices(api.store, [notice]);
  const id = await keepDelivery(api.store, notice);
  await keepAttempt(api.store, id, 'failed');
  return id;
}
const redrive = (json: unknown, key: string | null, actor = 'microsoft/alex') =>
  api.ask('POST', '/v1/notices/redrive', {
    json,
    headers: {
      ...(key !== null && { [IDEMPOTENCY_KEY_HEADER]: key }),
      as: actor,
    },
  });

it('the same key answers the same and moves nothing a second time', async () => {
  const id = await givenUp();
  const first = await redrive({ all: true }, 'k-1');
  expect(first).toMatchObject({ status: 200, json: { redriven: 1, deliveryIds: [id], repeated: false } });
  await keepAttempt(api.store, id, 'failed', { attempt: 2 });
  expect((await redrive({ all: true }, 'k-1')).json).toEqual({ ...first.json, repeated: true });
  expect(await api.store.query('select state, attempts from deliveries')).toEqual([{ state: 'failed', attempts: 2 }]);
  expect((await redrive({ all: true }, 'k-2')).json).toMatchObject({ redriven: 1, repeated: false });
});

it('two at once with one key move each delivery once', async () => {
  await givenUp();
  const both = await Promise.all([redrive({ all: true }, 'k-1'), redrive({ all: true }, 'k-1')]);
  expect(both.map(({ json }) => json.redriven)).toEqual([1, 1]);
  expect(both.map(({ json }) => json.repeated).toSorted()).toEqual([false, true]);
});

it('a key that was used for something else is refused, and nothing is moved', async () => {
  await redrive({ tenant: 'fabrikam' }, 'k-1');
  await givenUp();
  const { status, json } = await redrive({ all: true }, 'k-1');
  expect(status).toBe(422);
  expect(json).toMatchObject({
    type: 'urn:demarc:problem:idempotency-key-reused',
    errors: [{ field: 'Idempotency-Key' }],
  });
  expect(await api.store.query('select state from deliveries')).toEqual([{ state: 'failed' }]);
});

it('a key needs a sender, and to be one', async () => {
  expect(await redrive({ all: true }, 'k-1', '')).toMatchObject({ status: 401 });
  expect(await redrive({ all: true }, 'two words')).toMatchObject({ status: 400 });
  expect(await redrive({ all: true }, 'x'.repeat(201))).toMatchObject({ status: 400 });
});
