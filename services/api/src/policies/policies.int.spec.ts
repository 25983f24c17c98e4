import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  POKES,
  SHIPPED_POLICY_VERSIONS,
  adoptionList,
  policyLint,
  policyList,
  policySummary,
  policyView,
  shippedPolicyText,
} from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import { connectBus } from '@demarc/runtime';
import { loadPolicies, publishPolicy } from '@demarc/store';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
}, 60_000);
afterAll(() => api.stop());

const MICROSOFT = { as: 'microsoft/alex' };
const YAML = { ...MICROSOFT, 'content-type': 'application/yaml' };
const extending = (version: string, body: string, base = '2021-08-08') =>
  `version: ${version}\ntitle: Printers by the device team\nextends: ${base}\n${body}`;
const PRINTERS = `clauses:
  - id: PRINTERS-ON-MMD
    title: Printers on MMD devices are our device team's
    when: { kind: [operational], device: [mmd], area: [printing] }
    owner: customer
    queue: customer/devices
    contactArea: devices
    inform: { queue: microsoft/operations, when: always }
    before: CU-9
`;
const publish = (document: string, tenant?: string) =>
  api.ask('POST', `/v1/policies${tenant ? `?tenant=${tenant}` : ''}`, { body: document, headers: YAML });
const adopt = (tenant: string, version: string, holdsFrom: string) =>
  api.ask('POST', `/v1/tenants/${tenant}/policies`, { json: { version, holdsFrom }, headers: MICROSOFT });

describe('the policies that ship', () => {
  test('are listed in their order, each with its digest', async () => {
    const { items } = policyList.parse((await api.ask('GET', '/v1/policies')).json);
    expect(items.map(({ version, isShipped, publishedAt }) => [version, isShipped, publishedAt])).toEqual(
      SHIPPED_POLICY_VERSIONS.map((version) => [version, true, null]),
    );
    expect(items.map(({ publishedOn }) => publishedOn)).toEqual([...SHIPPED_POLICY_VERSIONS]);
  });

  test('are shown with their words, their clauses and who owns what', async () => {
    const view = policyView.parse((await api.ask('GET', '/v1/policies/2023-07-13')).json);
    expect(view.document).toBe(await shippedPolicyText('2023-07-13'));
    expect(view.clauses.map(({ id }) => id)).toContain('MS-4');
    expect(view.rows.find(({ clauseId }) => clauseId === 'MS-4')).toMatchObject({ owner: 'microsoft' });
    expect(view.rows.reduce((sum, { cells }) => sum + cells, 0)).toBe(3_024);
  });

  test('are not all that anybody might ask for', async () => {
    const answer = await api.ask('GET', '/v1/policies/1999-01-01');
    expect(answer).toMatchObject({ status: 404, json: { type: 'urn:demarc:problem:unknown-policy' } });
  });
});

describe('a policy that passes its lint', () => {
  test('is published once, with who did it, and everybody is poked', async () => {
    const bus = await connectBus(api.servers.natsUrl, 'test');
    const poked = new Promise((resolve) => bus.subscribe(POKES.policies, { max: 1, callback: resolve }));
    await bus.flush();
    const answer = await publish(extending('contoso-2026-01', PRINTERS), 'contoso');
    expect(answer.status).toBe(201);
    expect(policySummary.parse(answer.json)).toMatchObject({
      version: 'contoso-2026-01',
      extends: '2021-08-08',
      tenant: 'contoso',
      isShipped: false,
      publishedBy: 'microsoft/alex',
    });
    await poked;
    await bus.close();
    const view = policyView.parse((await api.ask('GET', '/v1/policies/contoso-2026-01')).json);
    expect(view.rows.find(({ clauseId }) => clauseId === 'PRINTERS-ON-MMD')).toMatchObject({
      queue: 'customer/devices',
      situations: [{ kind: ['operational'], device: ['mmd'], area: ['printing'] }],
    });
    const { items } = policyList.parse((await api.ask('GET', '/v1/policies')).json);
    expect(items.at(-1)).toMatchObject({ version: 'contoso-2026-01', digest: answer.json.digest });
  });

  test('cannot take the version of another, published or shipped, whatever it says', async () => {
    const taken = { status: 409, json: { type: 'urn:demarc:problem:version-taken' } };
    expect(await publish(extending('contoso-2026-01', ''))).toMatchObject(taken);
    expect(await publish(await shippedPolicyText('2023-03-08'))).toMatchObject(taken);
    expect((await loadPolicies(api.store, null))!.policies).toHaveLength(1);
  });

  test('that is published by two at once is published by one of them', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => publish(extending('twice-2026', PRINTERS))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('is read after the one that it extends, also when that one was published by a clock that is ahead', async () => {
    const document = extending('ahead-2026', PRINTERS);
    const publishedAt = instantOf(Date.now() + 3_600_000);
    const ahead = { version: 'ahead-2026', tenant: null, title: 'Ahead', document, digest: 'x', publishedAt };
    await publishPolicy(api.store, { ...ahead, publishedBy: 'microsoft/other' });
    const json = { document: extending('ahead-2026.1', 'remove: [PRINTERS-ON-MMD]', 'ahead-2026'), tenant: null };
    expect((await api.ask('POST', '/v1/policies', { json, headers: MICROSOFT })).status).toBe(201);
    const order = (await loadPolicies(api.store, null))!.policies.map(({ version }) => version);
    expect(order.slice(-2)).toEqual(['ahead-2026', 'ahead-2026.1']);
    const { rows } = policyView.parse((await api.ask('GET', '/v1/policies/ahead-2026.1')).json);
    expect(rows.map(({ clauseId }) => clauseId)).not.toContain('PRINTERS-ON-MMD');
  });
});

describe('a policy is refused', () => {
  test('with each finding of its lint and an example, and nothing is kept', async () => {
    const answer = await publish(extending('gap-2026', 'remove: [CU-9]'));
    expect(answer).toMatchObject({ status: 422, json: { type: 'urn:demarc:problem:invalid-content' } });
    expect(answer.json.errors).toEqual([
      {
        field: 'clauses',
        detail: expect.stringMatching(/No clause owns these facts.*An example: kind is operational/),
      },
    ]);
    expect((await api.ask('GET', '/v1/policies/gap-2026')).status).toBe(404);
  });

  test('with every mistake of its file', async () => {
    const answer = await publish('version: UPPER\ntitle: ""\nextends: 2021-08-08\nnonsense: 1');
    expect(answer.status).toBe(422);
    expect(answer.json.errors.map(({ detail }: { detail: string }) => detail)).toEqual([
      expect.stringContaining('version'),
      expect.stringContaining('title'),
      expect.stringContaining('nonsense'),
    ]);
  });

  test('when a customer publishes it, or nobody', async () => {
    const document = extending('theirs-2026', PRINTERS);
    const asCustomer = { as: 'customer/dana', 'content-type': 'application/yaml' };
    expect(await api.ask('POST', '/v1/policies', { body: document, headers: asCustomer })).toMatchObject({
      status: 403,
      json: { type: 'urn:demarc:problem:not-allowed' },
    });
    const unnamed = { as: '', 'content-type': 'application/yaml' };
    expect((await api.ask('POST', '/v1/policies', { body: document, headers: unnamed })).status).toBe(401);
  });

  test('when it is for a tenant that is not there, or extends what is another tenant’s', async () => {
    expect((await publish(extending('nobody-2026', PRINTERS), 'nobody')).status).toBe(404);
    const stolen = await publish(extending('fabrikam-2026', '', 'contoso-2026-01'), 'fabrikam');
    expect(stolen).toMatchObject({ status: 422, json: { errors: [{ field: 'extends' }] } });
  });
});

test('a dry run says what is wrong and keeps nothing', async () => {
  const lint = (document: string) => api.ask('POST', '/v1/policies/lint', { body: document, headers: YAML });
  const gap = policyLint.parse((await lint(extending('dry-2026', 'remove: [CU-9]'))).json);
  expect(gap.findings).toMatchObject([{ kind: 'uncovered', example: { area: 'printing' } }]);
  expect(policyLint.parse((await lint(extending('dry-2026', PRINTERS))).json).findings).toEqual([]);
  expect((await api.ask('GET', '/v1/policies/dry-2026')).status).toBe(404);
});

describe('a tenant', () => {
  test('has the default in force before it adopts anything', async () => {
    const answer = await api.ask('GET', '/v1/tenants/fabrikam/policies');
    expect(adoptionList.parse(answer.json)).toMatchObject({
      tenant: 'fabrikam',
      items: [{ version: '2021-08-08', holdsFrom: null, isInForce: true }],
    });
  });

  test('adopts versions from their days on; the last one that has begun is in force', async () => {
    expect((await adopt('fabrikam', '2023-07-13', '2023-07-13')).status).toBe(201);
    expect((await adopt('fabrikam', '2023-03-08', '2023-03-08')).status).toBe(201);
    const answer = await adopt('fabrikam', 'twice-2026', '2199-01-01T10:00:00Z');
    expect(
      adoptionList
        .parse(answer.json)
        .items.map(({ version, holdsFrom, isInForce }) => [version, holdsFrom?.slice(0, 16) ?? null, isInForce]),
    ).toEqual([
      ['2021-08-08', null, false],
      ['2023-03-08', '2023-03-08T00:00', false],
      ['2023-07-13', '2023-07-13T00:00', true],
      ['twice-2026', '2199-01-01T10:00', false],
    ]);
  });

  test('may say the same again, which changes nothing; another word on the same day wins', async () => {
    expect((await adopt('fabrikam', '2023-07-13', '2023-07-13')).status).toBe(200);
    const corrected = await adopt('fabrikam', '2023-03-08', '2023-07-13');
    expect(corrected.status).toBe(201);
    const inForce = adoptionList.parse(corrected.json).items.filter(({ isInForce }) => isInForce);
    expect(inForce.map(({ version }) => version)).toEqual(['2023-03-08']);
    expect((await loadPolicies(api.store, null))!.adoptions).toHaveLength(4);
  });

  test.each([
    ['a version that nobody published', 'contoso', '1999-01-01', '2026-01-01', 404, 'version'],
    ['a policy of another tenant', 'fabrikam', 'contoso-2026-01', '2026-01-01', 422, 'version'],
    ['a day before the version was published', 'contoso', '2023-03-08', '2023-03-07', 422, 'holdsFrom'],
    ['a day that is none', 'contoso', '2023-03-08', 'soon', 422, 'holdsFrom'],
    ['a tenant that is not there', 'nobody', '2023-03-08', '2023-03-08', 404, 'tenant'],
  ])('is refused %s', async (_, tenant, version, holdsFrom, status, field) => {
    const answer = await adopt(tenant, version, holdsFrom);
    expect([answer.status, answer.json.errors[0].field]).toEqual([status, field]);
  });

  test('adopts its own policy, which no customer may do by itself', async () => {
    const json = { version: 'contoso-2026-01', holdsFrom: '2026-01-01' };
    const headers = { as: 'customer/dana' };
    expect((await api.ask('POST', '/v1/tenants/contoso/policies', { json, headers })).status).toBe(403);
    expect((await adopt('contoso', 'contoso-2026-01', '2026-01-01')).status).toBe(201);
  });
});
