import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import {
  POKES,
  ROUTES,
  adoptionList,
  policyList,
  proposalDetail,
  proposalList,
  type ProposalView,
  proposalView,
} from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import { connectBus } from '@demarc/runtime';
import { ALL_TENANTS, actingFor, closeProposal, findProposal, listProposals, openStore } from '@demarc/store';
import { testIssuer } from '../../../../test/harness/people.js';
import { asService } from '../../../../test/harness/service-roles.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';

const GRACE = { as: 'microsoft/grace' };
const NOOR = { as: 'microsoft/noor' };
const AT = ROUTES.proposePolicy.path;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ DEMARC_POLICY_PERSONS: '2' });
  await createTenant(api, 'contoso');
  await createTenant(api, 'fabrikam');
}, 60_000);
afterAll(() => api.stop());

const printers = (version: string) => `version: ${version}
title: Printers by the device team
extends: 2021-08-08
clauses:
  - id: PRINTERS-ON-MMD
    title: Printers on MMD devices are our device team's
    when: { kind: [operational], device: [mmd], area: [printing] }
    owner: customer
    queue: customer/devices
    contactArea: devices
    inform: { queue: microsoft/operations, when: always }
    before: CU-9
`;
const propose = (json: object, headers = GRACE) =>
  api.ask('POST', AT, { json: { because: 'the help desk asked for it', ...json }, headers });
const proposed = async (json: object, headers = GRACE): Promise<ProposalView> => {
  const answer = await propose(json, headers);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return proposalView.parse(answer.json);
};
const decide = (id: string, how: string, headers: Record<string, string>, json?: object) =>
  api.ask('POST', `${AT}/${id}/${how}`, { headers, ...(json && { json }) });
const versions = async () => policyList.parse((await api.ask('GET', '/v1/policies')).json).items;
const recorded = () =>
  api.store.query<{ actor: string; action: string; subject: string; tenant_id: string; change: object }[]>(
    'select actor, action, subject, tenant_id, change from audit_entries order by entry_id',
  );

describe('one person alone', () => {
  it('neither publishes nor adopts, and is told how it is done', async () => {
    const yaml = { ...GRACE, 'content-type': 'application/yaml' };
    const published = await api.ask('POST', '/v1/policies', { body: printers('alone-1'), headers: yaml });
    const json = { version: '2023-07-13', holdsFrom: '2023-07-13' };
    const adopted = await api.ask('POST', '/v1/tenants/contoso/policies', { json, headers: GRACE });
    for (const { status, json: told } of [published, adopted])
      expect([status, told.type, told.detail]).toEqual([
        403,
        'urn:demarc:problem:second-person-needed',
        expect.stringMatching(/takes two persons .*demarc policy propose/),
      ]);
    expect((await versions()).map(({ version }) => version)).not.toContain('alone-1');
  });

  it('does not approve or refuse what they proposed, not even under another name', async () => {
    const { id } = await proposed({ document: printers('own-1') });
    const grace = await (
      await testIssuer()
    ).tokenOf({ name: 'grace.other', roles: ['service-manager'], overruling: { sub: 'grace' } });
    for (const headers of [GRACE, { authorization: `Bearer ${grace}` }]) {
      expect((await decide(id, 'approve', headers)).json.type).toBe('urn:demarc:problem:second-person-needed');
      expect((await decide(id, 'refuse', headers, { reason: 'x' })).status).toBe(403);
    }
    expect((await versions()).map(({ version }) => version)).not.toContain('own-1');
  });

  it('does not by the tables either, whatever code asks them', async () => {
    const { id } = await proposed({ document: printers('own-2') });
    const kept = (await findProposal(api.store, id))!;
    const at = instantOf(Date.now());
    for (const decider of [
      { by: 'microsoft/grace', id: 'somebody', at },
      { by: 'microsoft/somebody', id: 'grace', at },
    ])
      await expect(closeProposal(api.store, kept, 'refused', decider, 'x')).rejects.toThrow(/two_persons/);
    const approve = (name: string) =>
      api.store.query(
        `update policy_proposals set state = 'approved', decided_at = now(), decided_by = $2, decider_id = $2 where proposal_id = $1`,
        [id, name],
      );
    await expect(approve('microsoft/grace')).rejects.toThrow(/two_persons/);
    await expect(
      api.store.query(
        `insert into policies (policy_version, title, document, digest, published_at, published_by, approved_by)
         values ('own-3', '', '', '', now(), 'microsoft/grace', 'microsoft/grace')`,
      ),
    ).rejects.toThrow(/two_persons/);
  });
});

describe('what one proposes and another approves', () => {
  it('is published and adopted at once, with both names on the history and in the record', async () => {
    const replay = {
      from: '2026-10-01',
      to: '2026-11-01',
      tenant: null,
      decisions: 12,
      incidents: 10,
      incidentsChanged: 3,
      otherParty: 1,
    };
    const given = { document: printers('two-1'), tenant: 'contoso', holdsFrom: '2026-01-01', replay };
    const open = await proposed(given);
    expect(open).toMatchObject({ state: 'open', publishes: true, proposedBy: 'microsoft/grace', replay, isOwn: true });
    expect((await versions()).map(({ version }) => version)).not.toContain('two-1');

    const { json } = await api.ask('GET', `${AT}/${open.id}`, { headers: NOOR });
    const detail = proposalDetail.parse(json);
    expect(detail).toMatchObject({ base: '2021-08-08', findings: 0, isOwn: false, document: given.document });
    expect(detail.clauses.map(({ id, before }) => [id, before])).toContainEqual(['PRINTERS-ON-MMD', null]);
    expect(detail.cells[0]).toMatchObject({ from: 'customer/it-help-desk', to: 'customer/devices' });

    const bus = await connectBus(api.servers.natsUrl, 'test');
    const poked = new Promise((resolve) => {
      bus.subscribe(POKES.policies, { max: 1, callback: resolve });
    });
    await bus.flush();
    const { status, json: approved } = await decide(open.id, 'approve', NOOR);
    expect([status, approved.state, approved.decidedBy]).toEqual([200, 'approved', 'microsoft/noor']);
    await poked;
    await bus.close();

    const both = { approvedBy: 'microsoft/noor' };
    expect((await versions()).find(({ version }) => version === 'two-1')).toMatchObject({
      publishedBy: 'microsoft/grace',
      tenant: 'contoso',
      ...both,
    });
    const { items } = adoptionList.parse((await api.ask('GET', '/v1/tenants/contoso/policies')).json);
    expect(items.at(-1)).toMatchObject({ version: 'two-1', adoptedBy: 'microsoft/grace', isInForce: true, ...both });
    const entries = (await recorded()).filter(({ subject }) => subject === 'two-1');
    expect(entries.map(({ action, actor, tenant_id: of }) => [action, actor, of])).toEqual([
      ['policy.proposed', 'microsoft/grace', 'contoso'],
      ['policy.approved', 'microsoft/noor', 'contoso'],
    ]);
    expect(entries[1]!.change).toMatchObject({ proposal: open.id, proposedBy: 'microsoft/grace' });
  });

  it('may be a policy that is there, to be adopted', async () => {
    const { id, publishes } = await proposed({ version: '2023-07-13', tenant: 'fabrikam', holdsFrom: '2023-07-13' });
    expect(publishes).toBe(false);
    expect(proposalDetail.parse((await api.ask('GET', `${AT}/${id}`, { headers: NOOR })).json).base).toBe('2021-08-08');
    expect((await decide(id, 'approve', NOOR)).status).toBe(200);
    const { items } = adoptionList.parse((await api.ask('GET', '/v1/tenants/fabrikam/policies')).json);
    expect(items.at(-1)).toMatchObject({ version: '2023-07-13', approvedBy: 'microsoft/noor' });
  });

  it('is done once, however many approve it at once', async () => {
    const { id } = await proposed({ document: printers('once-1') });
    const answers = await Promise.all(
      ['noor', 'ana', 'kim'].map((name) => decide(id, 'approve', { as: `microsoft/${name}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect((await versions()).filter(({ version }) => version === 'once-1')).toHaveLength(1);
  });

  it('is not published when its version was taken meanwhile, and stays open', async () => {
    const [one, other] = [
      await proposed({ document: printers('taken-1') }),
      await proposed({ document: printers('taken-1') }),
    ];
    expect((await decide(one.id, 'approve', NOOR)).status).toBe(200);
    expect((await decide(other.id, 'approve', NOOR)).json.type).toBe('urn:demarc:problem:version-taken');
    expect((await findProposal(api.store, other.id))!.state).toBe('open');
  });
});

describe('a proposal ends', () => {
  it('by a refusal with a reason, which is on record, and cannot be approved then', async () => {
    const { id } = await proposed({ document: printers('ends-1') });
    expect((await decide(id, 'refuse', NOOR, {})).status).toBe(422);
    const refused = await decide(id, 'refuse', NOOR, { reason: 'not before the audit' });
    expect(refused.json).toMatchObject({
      state: 'refused',
      decidedBy: 'microsoft/noor',
      reason: 'not before the audit',
    });
    const again = await decide(id, 'approve', NOOR);
    expect([again.status, again.json.detail]).toEqual([409, expect.stringContaining('was refused by microsoft/noor')]);
    expect((await recorded()).at(-1)).toMatchObject({
      action: 'policy.proposal-refused',
      actor: 'microsoft/noor',
      subject: 'ends-1',
      change: { proposal: id, proposedBy: 'microsoft/grace', reason: 'not before the audit' },
    });
  });

  it('by whoever proposed it, and nobody else, withdrawing it', async () => {
    const { id } = await proposed({ document: printers('ends-2') });
    expect((await decide(id, 'withdraw', NOOR, { reason: 'x' })).status).toBe(403);
    const withdrawn = await decide(id, 'withdraw', GRACE, { reason: 'a mistake' });
    expect(withdrawn.json).toMatchObject({ state: 'withdrawn', decidedBy: 'microsoft/grace', reason: 'a mistake' });
    expect((await decide(id, 'approve', NOOR)).status).toBe(409);
  });

  it('by itself, when nobody decides in time', async () => {
    const { id } = await proposed({ document: printers('ends-3') });
    await api.store.query(`update policy_proposals set expires_at = now() - interval '1 s' where proposal_id = $1`, [
      id,
    ]);
    const { json } = await api.ask('GET', AT, { headers: NOOR });
    const { persons, items } = proposalList.parse(json);
    expect([persons, items.find((one) => one.id === id)?.state]).toEqual([2, 'expired']);
    for (const [how, headers, body] of [
      ['approve', NOOR, undefined],
      ['refuse', NOOR, { reason: 'x' }],
      ['withdraw', GRACE, { reason: 'x' }],
    ] as const)
      expect([how, (await decide(id, how, headers, body)).status]).toEqual([how, 409]);
    expect((await decide(id, 'approve', NOOR)).json.detail).toMatch(/ends-3 expired on \d{4}-\d\d-\d\d/);
    expect((await versions()).map(({ version }) => version)).not.toContain('ends-3');
  });
});

test.each<[string, object, number, RegExp]>([
  ['with a gap in it', { document: printers('bad-1').replace('before: CU-9', 'before: CU-99') }, 422, /CU-99/],
  ['of a version that there is', { document: printers('2021-08-08') }, 409, /already/],
  ['of nothing', {}, 422, /either the document/],
  ['of both', { document: printers('bad-2'), version: '2021-08-08' }, 422, /either the document/],
  ['to adopt without a day', { version: '2023-07-13', tenant: 'contoso' }, 422, /holdsFrom/],
  ['to adopt for nobody', { document: printers('bad-3'), holdsFrom: '2026-01-01' }, 422, /tenant/],
  ['before it was published', { version: '2023-07-13', tenant: 'contoso', holdsFrom: '2022-01-01' }, 422, /before/],
  ['for a tenant that there is not', { document: printers('bad-4'), tenant: 'contso' }, 404, /contso/],
  ['of what is not there', { version: 'none', tenant: 'contoso', holdsFrom: '2026-01-01' }, 404, /none/],
])('a proposal %s is refused', async (_what, json, status, said) => {
  const answer = await propose(json);
  expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(said)]);
});

it('is for those who keep policies; leads and auditors read it, customers know nothing of it', async () => {
  const { id } = await proposed({ document: printers('who-1'), tenant: 'contoso' });
  const as = async (role: 'auditor' | 'soc-analyst') => ({
    authorization: `Bearer ${await (await testIssuer()).tokenOf({ name: role, roles: [role] })}`,
  });
  const statuses = async (headers: Record<string, string>) => [
    (await api.ask('GET', AT, { headers })).status,
    (await api.ask('GET', `${AT}/${id}`, { headers })).status,
    (await decide(id, 'approve', headers)).status,
  ];
  expect(await statuses(await as('auditor'))).toEqual([200, 200, 403]);
  expect(await statuses(await as('soc-analyst'))).toEqual([403, 403, 403]);
  expect(await statuses({ as: 'customer/dana' })).toEqual([403, 403, 403]);
});

it('is nothing of any customer in the database, and who proposed what is never changed', async () => {
  const { id } = await proposed({ document: printers('rows-1'), tenant: 'contoso' });
  const url = asService('api', { DATABASE_URL: api.servers.databaseUrl })['DATABASE_URL']!;
  const store = await openStore({ url, poolSize: 1, applicationName: 'demarc-test' });
  try {
    const of = (tenants: 'all' | string[]) => actingFor({ ...ALL_TENANTS, tenants }, () => listProposals(store));
    expect(await of(['contoso'])).toEqual([]);
    expect((await of('all')).map((one) => one.id)).toContain(id);
    const change = () => store.query(`update policy_proposals set proposed_by = 'x' where proposal_id = $1`, [id]);
    await expect(actingFor(ALL_TENANTS, change)).rejects.toThrow(/permission denied/);
  } finally {
    await store.destroy();
  }
});
