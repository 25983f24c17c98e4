import { afterEach, expect, it } from '@jest/globals';
import { reply, runCli, startStandIn } from '../stand-in.fixture.js';

let standIn: Awaited<ReturnType<typeof startStandIn>> | null = null;
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

const SCHEDULE = {
  tenant: 'contoso',
  area: 'security',
  schedule: {
    timeZone: 'Europe/Amsterdam',
    rotation: { every: 'week', handoverAt: '09:00', startsOn: '2026-01-05', members: ['Ben'] },
    overrides: [],
  },
  onCall: 'Ben',
  shifts: [],
};

it('who replaces a turn sends that turn alone, so that what others have replaced stays', async () => {
  standIn = await startStandIn({
    'POST /v1/tenants/contoso/schedules/security/overrides': (_, response) => reply(response, SCHEDULE, {}, 201),
  });
  const turn = { contact: 'Dora', from: '2026-12-24T09:00:00Z', until: '2026-12-27T09:00:00Z', because: 'Ada is away' };
  const options = Object.entries(turn).flatMap(([name, value]) => [`--${name}`, value]);
  const { code } = await runCli(
    standIn.url,
    ['schedule', 'override', '--tenant', 'contoso', '--area', 'security', ...options],
    {},
  );
  expect(code).toBe(0);
  expect(standIn.asked.map(({ method, path, body }) => [method, path, JSON.parse(body)])).toEqual([
    ['POST', '/v1/tenants/contoso/schedules/security/overrides', turn],
  ]);
});
