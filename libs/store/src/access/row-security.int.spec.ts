import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { asService } from '../../../../test/harness/service-roles.js';
import { TENANT_TABLES, insertOf, plantRows, rowFor } from '../../fixtures/planted-rows.js';
import { migrate, openStore } from '../data-source.js';
import { newId } from '../new-id.js';
import { type Scope, actingFor, maintaining } from '../scope/scope.js';
import { STORE_SERVICES, type StoreService } from './roles.js';
import { TABLES } from './table-access.js';

const OURS = { tenant: 'contoso', id: newId() };
const THEIRS = { tenant: 'fabrikam', id: newId() };
const THIRD = { tenant: 'tailspin', id: newId() };
/** Somebody whose things are all about security. */
const SECRET = { tenant: 'northwind', id: newId(), kind: 'security', queue: 'customer/security' };
const one: Scope = { tenants: ['contoso'], seesSecurity: true };
const two: Scope = { tenants: ['tailspin', 'contoso'], seesSecurity: true };
const all: Scope = { tenants: 'all', seesSecurity: true };

let servers: Servers;
/** As a superuser, who sees and may everything. */
let store: DataSource;
let stores: Record<StoreService, DataSource>;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 2, applicationName: 'spec' });
  await migrate(store);
  for (const planted of [OURS, THEIRS, THIRD, SECRET]) await plantRows(store, planted);
  const opened = STORE_SERVICES.map(async (service) => {
    const { DATABASE_URL: url } = asService(service, { DATABASE_URL: servers.databaseUrl });
    return [service, await openStore({ url, poolSize: 2, applicationName: 'spec', service })] as const;
  });
  stores = Object.fromEntries(await Promise.all(opened)) as Record<StoreService, DataSource>;
}, 60_000);
afterAll(async () => {
  await Promise.all([store, ...Object.values(stores)].map((each) => each.destroy()));
  await servers.stop();
});

const may = (service: StoreService, table: string, privilege: string): boolean =>
  (TABLES[table]![service] ?? '').split(/, (?![^(]*\))/).includes(privilege);
const REFUSED = /permission denied for|row-level security policy/;

async function tenantsSeen(table: string, scope: Scope): Promise<readonly string[]> {
  const expression = TABLES[table]!.rows!.tenant!;
  const rows = await actingFor(scope, () =>
    stores.api.query<{ tenant: string }[]>(`select ${expression} as tenant from ${table} order by 1`),
  );
  return rows.map(({ tenant }) => tenant);
}

it('lists every table there is, and each with rows of tenants has its policies forced on everybody', async () => {
  const tables = await store.query<{ name: string; rls: boolean; forced: boolean; policies: number; owner: string }[]>(
    `select relname as name, relrowsecurity as rls, relforcerowsecurity as forced, relowner::regrole::text as owner,
            (select count(*)::int from pg_policy where polrelid = c.oid) as policies
     from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  expect(tables.map(({ name }) => name)).toEqual(Object.keys(TABLES).sort());
  const withRows = tables.filter(({ name }) => TABLES[name]!.rows);
  expect(withRows.filter(({ rls, forced, policies }) => !rls || !forced || policies < 2)).toEqual([]);
  expect(tables.filter(({ owner }) => owner !== 'demarc_owner')).toEqual([]);
  const ofTenants = await store.query<{ name: string }[]>(
    `select distinct attrelid::regclass::text as name from pg_attribute
     where attname = 'tenant_id' and attrelid = any(select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r')`,
  );
  expect(ofTenants.filter(({ name }) => !TABLES[name]!.rows)).toEqual([]);
});

it('gives no role of a service a power beside its tables, and no membership beside its scopes', async () => {
  const roles = await store.query<{ name: string }[]>(
    `select rolname as name from pg_roles where rolname like 'demarc\\_%'
     and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
  );
  expect(roles).toEqual([]);
  const owners = await store.query(
    `select member::regrole from pg_auth_members where roleid = 'demarc_owner'::regrole and member::regrole::text like 'demarc\\_%'`,
  );
  expect(owners).toEqual([]);
  const logins = await store.query(
    `select rolname as name from pg_roles where rolname like 'demarc\\_%' and rolcanlogin order by 1`,
  );
  expect(logins.map(({ name }: { name: string }) => name)).toEqual(['demarc_api', 'demarc_notifier', 'demarc_router']);
  const inherited = await store.query(
    `select 1 from pg_auth_members where member::regrole::text = any($1) and inherit_option`,
    [['demarc_api', 'demarc_notifier', 'demarc_router']],
  );
  expect(inherited).toEqual([]);
});

it('grants what its table of privileges says, and nothing else', async () => {
  const granted = await store.query<{ name: string; service: string; privilege: string }[]>(
    `select distinct c.relname as name, split_part(a.grantee::regrole::text, '_', 2) as service, lower(a.privilege_type) as privilege
     from pg_class c, aclexplode(c.relacl) a
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.grantee::regrole::text <> 'demarc_owner'`,
  );
  const wanted = Object.entries(TABLES).flatMap(([name, access]) =>
    STORE_SERVICES.flatMap((service) =>
      (access[service] ?? '')
        .split(/, (?![^(]*\))/)
        .filter((privilege) => privilege !== '' && !privilege.includes('('))
        .map((privilege) => ({ name, service, privilege })),
    ),
  );
  const sorted = (rows: readonly object[]) => rows.map((row) => Object.values(row).join(' ')).sort();
  expect(sorted(granted)).toEqual(sorted(wanted));
});

test.each(TENANT_TABLES.filter((table) => may('api', table, 'select')))(
  'each scope sees its own rows of %s alone',
  async (table) => {
    expect(await tenantsSeen(table, one)).toEqual(['contoso']);
    expect(await tenantsSeen(table, two)).toEqual(['contoso', 'tailspin']);
    expect(await tenantsSeen(table, all)).toHaveLength(4);
    expect(await tenantsSeen(table, { tenants: [], seesSecurity: true })).toEqual([]);
    expect(await tenantsSeen(table, { tenants: ['nobody'], seesSecurity: true })).toEqual([]);
  },
);

describe('without security', () => {
  const blind: Scope = { tenants: ['contoso', 'northwind'], seesSecurity: false };
  /** What is not of security whatever it says, or says nothing: a table that is not in here hides what is. */
  const SAYS_NOTHING = new Set([
    'api_keys',
    'command_answers',
    'devices',
    'directory_imports',
    'notice_templates',
    'policies',
    'policy_adoptions',
    'quarantine_warnings',
    'removals',
    'silences',
    'tenants',
    'views',
  ]);
  const SEALED = new Set(['audit_chain', 'audit_checkpoints', 'audit_heads', 'audit_pending']);
  // By its tenant and stream, not by what is missing; see below for those that name something.
  const BY_WHAT_THEY_NAME = new Set(['gaps', 'outbox', 'settlements', 'search_backlog']);
  const tables = TENANT_TABLES.filter((table) => may('api', table, 'select') && !BY_WHAT_THEY_NAME.has(table));

  test.each(tables)('of %s nothing of a security incident is seen', async (table) => {
    const seen = SEALED.has(table) ? [] : ['contoso', ...(SAYS_NOTHING.has(table) ? ['northwind'] : [])];
    expect(await tenantsSeen(table, blind)).toEqual(seen);
    // Whoever works for all tenants is bound by the same.
    const overAll = await tenantsSeen(table, { tenants: 'all', seesSecurity: false });
    expect(overAll.filter((tenant) => ['contoso', 'northwind'].includes(tenant))).toEqual(seen);
  });

  const digestOf = (incidentId: string) => JSON.stringify({ of: 'digest', items: [{ incidentId, title: 'x' }] });
  async function plant(table: string, id: string, given: Readonly<Record<string, unknown>>): Promise<string> {
    const planted = { ...(await rowFor(store, table, { ...OURS, id })), ...given };
    await store.query(insertOf(table, planted), Object.values(planted));
    return id;
  }

  test.each([
    ['to a team for security', 'customer/security', 'null', []],
    ["to Microsoft's team for security", 'microsoft/security-operations', 'null', []],
    ['that names a security incident', 'customer/other', digestOf(SECRET.id), []],
    ['that names an incident that is seen', 'customer/other', digestOf(OURS.id), [1]],
    ['that names none', 'customer/other', JSON.stringify({ of: 'maintenance' }), [1]],
  ])('a notice about no incident %s is seen by who may, with its deliveries', async (_what, queue, details, rows) => {
    const noticeId = await plant('notices', newId(), { incident_id: null, queue, details });
    const deliveryId = await plant('deliveries', newId(), { incident_id: null, notice_id: noticeId });
    for (const scope of [blind, { ...all, seesSecurity: false }]) {
      for (const [table, column, id] of [
        ['notices', 'notice_id', noticeId],
        ['deliveries', 'delivery_id', deliveryId],
      ] as const) {
        const sql = `select 1 as row from ${table} where ${column} = $1`;
        const seen = await actingFor(scope, () => stores.api.query<{ row: number }[]>(sql, [id]));
        expect([table, seen.map(({ row }) => row)]).toEqual([table, rows]);
        expect(await actingFor(one, () => stores.api.query(sql, [id]))).toHaveLength(1);
      }
    }
  });

  test.each([
    ['delivery-stuck', 'northwind', 0],
    ['notice-not-planned', 'northwind', 0],
    ['incident-unowned', 'northwind', 0],
    ['incident-unowned', 'contoso', 1],
    ['delivery-missing', 'contoso', 1],
    ['event-missing', 'northwind', 1],
  ] as const)('a gap %s of %s is seen %d times', async (kind, tenant, times) => {
    const { id: what } = tenant === 'northwind' ? SECRET : OURS;
    const gapId = await plant('gaps', newId(), { kind, tenant_id: tenant, what, facts: '{"queue":"x"}' });
    const read = (scope: Scope) =>
      actingFor(scope, () => stores.api.query<object[]>('select from gaps where gap_id = $1', [gapId]));
    expect(await read({ ...all, seesSecurity: false })).toHaveLength(times);
    expect(await read(all)).toHaveLength(1);
  });
});

describe.each(TENANT_TABLES)('of %s', (table) => {
  it('nothing is shown to a service that works for nobody', async () => {
    for (const service of STORE_SERVICES)
      await expect(stores[service].query(`select from ${table}`)).rejects.toThrow(REFUSED);
  });

  it('no row of another tenant is written', async () => {
    const row = await rowFor(store, table, { ...THEIRS, id: newId() });
    await expect(actingFor(one, () => stores.api.query(insertOf(table, row), Object.values(row)))).rejects.toThrow(
      REFUSED,
    );
    for (const [verb, sql] of [
      ['update', `update ${table} set ${Object.keys(row)[0]} = ${Object.keys(row)[0]}`],
      ['delete', `delete from ${table}`],
    ] as const) {
      if (!may('api', table, 'select') || !may('api', table, verb)) continue;
      const untouched = `from ${table} where ${TABLES[table]!.rows!.tenant} = 'fabrikam'`;
      const before = await store.query(`select * ${untouched}`);
      await actingFor(one, async () => stores.api.query(sql).catch(() => undefined));
      expect(await store.query(`select * ${untouched}`)).toEqual(before);
    }
  });

  it('its owner sees nothing but while it maintains', async () => {
    const owned = (sql: string) => maintaining(() => store.query<{ rows: number }[]>(sql));
    const count = `select count(*)::int as rows from ${table}`;
    const [seen] = await owned(count);
    expect(seen!.rows).toBeGreaterThanOrEqual(2);
    const runner = store.createQueryRunner();
    await runner.query('begin');
    await runner.query('set local role demarc_owner');
    expect(await runner.query(count)).toEqual([{ rows: 0 }]);
    await runner.query('rollback');
    await runner.release();
  });
});
