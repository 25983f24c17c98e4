import { type AnswerOf, MOST_OVERRIDES, type ROUTES } from '@demarc/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
}, 60_000);
afterAll(() => api.stop());

const AT = '/v1/tenants/contoso/schedules/security';
const SCHEDULE = {
  timeZone: 'Europe/Amsterdam',
  rotation: { every: 'week', handoverAt: '09:00', startsOn: '2026-01-05', members: ['Ben', 'Cleo'] },
};
const turn = (contact: string, day = 1) => ({
  contact,
  from: `2027-01-0${day}T09:00:00Z`,
  until: `2027-01-0${day + 1}T09:00:00Z`,
  because: 'away',
});
const send = (method: string, path: string, json: unknown) =>
  api.ask(method, path, { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } });
const put = (overrides: unknown[] = []) => send('PUT', AT, { ...SCHEDULE, overrides });
const add = (json: unknown) => send('POST', `${AT}/overrides`, json);
const kept = async () => {
  const { json } = await api.ask('GET', '/v1/tenants/contoso/schedules');
  const [one] = (json as AnswerOf<typeof ROUTES.listSchedules>).items;
  return one!.schedule.overrides.map(({ contact }) => contact);
};

it('a turn is replaced without a schedule only when there is one to replace it in', async () => {
  const { status, json } = await add(turn('Ben'));
  expect([status, json.detail]).toEqual([404, 'contoso has no on-call schedule for security; make one first.']);
});

it('turns that several replace at once are all kept, whatever each had read', async () => {
  await put();
  const names = ['Ada', 'Ben', 'Cleo', 'Dora', 'Eva'];
  const answers = await Promise.all(names.map((name) => add(turn(name))));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  expect((await kept()).toSorted()).toEqual(names);
  const recorded = await api.store.query<{ change: { contact: string } }[]>(
    `select change from audit_entries where action = 'schedule.override-added'`,
  );
  expect(recorded).toHaveLength(names.length);
});

it('one that ends before it begins is refused, and one too many', async () => {
  const { status, json } = await add({ ...turn('Ben'), until: '2026-12-31T00:00:00Z' });
  expect([status, json.errors]).toEqual([422, [{ field: 'until', detail: 'it ends after it begins' }]]);
  await put(Array.from({ length: MOST_OVERRIDES }, () => turn('Ben')));
  const more = await add(turn('Cleo'));
  expect([more.status, more.json.detail]).toEqual([
    422,
    'contoso has 500 replaced turns for security already; put the schedule without old ones.',
  ]);
  expect(await kept()).toHaveLength(MOST_OVERRIDES);
});
