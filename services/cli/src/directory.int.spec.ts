import { expect, it } from '@jest/globals';
import { type Answers, reply, runCli, startStandIn } from './stand-in.fixture.js';

async function run(answers: Answers, argv: readonly string[], input = '') {
  const standIn = await startStandIn(answers);
  try {
    return { ...(await runCli(standIn.url, argv, { input })), asked: standIn.asked };
  } finally {
    await standIn.close();
  }
}

const REPORT = { added: 1, changed: 0, unchanged: 2, revision: 4, asOf: '2026-11-22T02:00:00.0000000Z' };
const TENANT = {
  tenant: 'contoso',
  name: 'Contoso Ltd',
  entraTenantId: null,
  directoryRevision: 4,
  directoryLoaded: true,
  directoryAsOf: '2026-11-22T02:00:00.0000000Z',
  directoryCoverage: 'partial',
  directoryFreshHours: 24,
};

it('says when an inventory was read and that it shows only some devices', async () => {
  const answers: Answers = {
    'PUT /v1/tenants/contoso/directory/devices': (_, response) => reply(response, { ...REPORT, coverage: 'partial' }),
  };
  const command = 'directory import - --tenant contoso --as-of 2026-11-22T02:00:00Z --partial'.split(' ');
  const { out, asked } = await run(answers, command, 'serial,ring\nS1,Test\n');
  expect(asked[0]!.path).toBe('/v1/tenants/contoso/directory/devices?asOf=2026-11-22T02%3A00%3A00Z&coverage=partial');
  expect(out).toBe(
    'done  devices: 1 added, 0 changed, 2 unchanged\n' +
      'inventory as of 2026-11-22 02:00:00 UTC, only some of the devices, revision 4\n',
  );
});

it('refuses the options of an inventory for contacts', async () => {
  const { code, err, asked } = await run(
    {},
    ['directory', 'import', '-', '--tenant', 'contoso', '--partial'],
    'area,email\n',
  );
  expect([code, err, asked]).toEqual([2, expect.stringContaining('for devices, not for contacts'), []]);
});

it('tells devices from contacts by the fields of JSON, not by what stands in them', async () => {
  const answers: Answers = {
    'PUT /v1/tenants/contoso/directory/contacts': (_, response) => reply(response, { ...REPORT, generatedSecrets: [] }),
  };
  const input = JSON.stringify([{ area: 'security', email: 'user@contoso.example' }]);
  expect((await run(answers, ['directory', 'import', '-', '--tenant', 'contoso'], input)).code).toBe(0);
});

it('brings a tenant up to date without saying anew what stays', async () => {
  const answers: Answers = { 'POST /v1/tenants': (_, response) => reply(response, TENANT) };
  const bodyOf = async (hours: string) =>
    JSON.parse((await run(answers, ['tenant', 'add', 'contoso', '--fresh-hours', hours])).asked[0]!.body);
  expect(await bodyOf('48')).toEqual({ tenant: 'contoso', directoryFreshHours: 48 });
  expect(await bodyOf('never')).toEqual({ tenant: 'contoso', directoryFreshHours: null });
  expect((await run(answers, ['tenant', 'add', 'contoso', '--fresh-hours', 'some'])).code).toBe(2);
});

it('lists when the devices of each tenant were read', async () => {
  const never = { ...TENANT, tenant: 'new', directoryAsOf: null, directoryFreshHours: null };
  const { out } = await run({ 'GET /v1/tenants': (_, response) => reply(response, { items: [TENANT, never] }) }, [
    'tenant',
    'list',
  ]);
  expect(out).toMatch(/contoso +Contoso Ltd +2026-11-22 02:00:00 UTC, partial +24 h/);
  expect(out).toMatch(/new +Contoso Ltd +never imported +always/);
});
