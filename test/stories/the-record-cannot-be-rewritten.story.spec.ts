import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { runDemarc } from '../harness/demarc-command.js';
import { deskOf } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

let stack: Stack;
let id: string;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title: 'On record' }));
  id = (await incidentTitled(stack, 'On record')).id;
  await everythingSealed();
  await deskOf(stack).act(id, 'acknowledge', 'microsoft/ana');
  await everythingSealed();
}, 60_000);
afterAll(() => stack.stop());

const sql = (text: string, values: unknown[] = []) => stack.store.query(text, values);
/** All that is on record is in its chain. */
const everythingSealed = () =>
  eventually('everything to be sealed', async () => {
    const [row] = await sql('select count(*)::int as waiting from audit_pending');
    const [chain] = await sql(`select count(*)::int as stretches from audit_chain where tenant_id = 'contoso'`);
    return row.waiting === 0 && chain.stretches > 0;
  });
const verify = (...more: string[]) => runDemarc(stack.apiUrl, ['audit', 'verify', '--tenant', 'contoso', ...more]);
const CUT_CHAIN = `delete from audit_chain where tenant_id = 'contoso' and first_seq = (
  select max(first_seq) from audit_chain where tenant_id = 'contoso')`;
const TABLES = ['timeline', 'audit_chain', 'audit_heads', 'audit_checkpoints', 'audit_pending'];

/** What verifying says after some SQL; everything is put back as it was. */
async function after(tampering: readonly string[], ...more: string[]) {
  for (const table of TABLES) await sql(`create table kept_${table} as table ${table}`);
  try {
    for (const statement of tampering) await sql(statement.replaceAll(':id', `'${id}'`));
    const { code, out } = await verify(...more);
    return { code, out };
  } finally {
    for (const table of TABLES) {
      await sql(`delete from ${table}`);
      await sql(`insert into ${table} table kept_${table}`);
      await sql(`drop table kept_${table}`);
    }
  }
}

const OF = "where tenant_id = 'contoso' and incident_id = :id";
const named = (kind: string, revision: number) => expect.stringMatching(`${kind} +contoso timeline/${id}/${revision} `);

it('is whole while nobody touched it', async () => {
  expect(await verify()).toMatchObject({ code: 0, out: expect.stringContaining('whole') });
});

describe('by somebody who has the database', () => {
  it('a changed entry is named', async () => {
    const { code, out } = await after([`update timeline set actor_name = 'eve' ${OF} and revision = 2`]);
    expect([code, out]).toEqual([1, named('changed', 2)]);
  });

  it('a removed entry is named', async () => {
    const { code, out } = await after([`delete from timeline ${OF} and revision = 2`]);
    expect([code, out]).toEqual([1, named('removed', 2)]);
  });

  it('an entry that was put in is named, also with a forged request to seal it', async () => {
    const forged = `insert into timeline select tenant_id, incident_id, 99, at, type, actor_party, 'eve', change from timeline ${OF} and revision = 1`;
    expect(await after([forged])).toMatchObject({
      code: 1,
      out: expect.stringContaining(`inserted  contoso timeline/${id}/99`),
    });
    const request = `insert into audit_pending (tenant_id, mark_id, names, key_id, mac, refused)
      select 'contoso', uuidv7(), 'timeline/' || :id || '/99', 'development', sha256('guessed'), false`;
    const found = await after([forged, request]);
    expect(found).toMatchObject({ code: 1, out: expect.stringContaining(`inserted  contoso timeline/${id}/99`) });
  });

  it('entries that changed places are named', async () => {
    const { out } = await after([
      `update timeline set revision = 1000 ${OF} and revision = 1`,
      `update timeline set revision = 1 ${OF} and revision = 2`,
      `update timeline set revision = 2 ${OF} and revision = 1000`,
    ]);
    expect(out).toEqual(named('reordered', 1));
    expect(out).toEqual(named('reordered', 2));
  });

  it('a chain that was mended to fit a changed entry gives it away', async () => {
    const { code, out } = await after([
      `update timeline set actor_name = 'eve' ${OF} and revision = 1`,
      `update audit_chain set hashes = overlay(hashes placing sha256('eve') from 1) where tenant_id = 'contoso' and first_seq = 1`,
    ]);
    expect([code, out]).toEqual([1, expect.stringContaining('rewritten')]);
  });

  it('an end that was cut off is missed', async () => {
    const { code, out } = await after([CUT_CHAIN, `delete from timeline ${OF} and revision = 2`]);
    expect([code, out]).toEqual([1, expect.stringMatching(/cut-off .*the last, are missing/)]);
  });

  it('a checkpoint that was altered is told', async () => {
    const { code, out } = await after([`update audit_checkpoints set seq = seq - 1 where tenant_id = 'contoso'`]);
    expect([code, out]).toEqual([1, expect.stringContaining('bad-checkpoint')]);
  });
});

it('a record that was put back whole to an earlier one is missed by what was kept elsewhere', async () => {
  for (const table of TABLES) await sql(`create table old_${table} as table ${table}`);
  await deskOf(stack).act(id, 'claim', 'microsoft/ana');
  await everythingSealed();
  stack.clock.pushMinutes(6);
  await eventually('a checkpoint of the end', async () => {
    const [head] = await sql(`select seq = checkpoint_seq as seen from audit_heads where tenant_id = 'contoso'`);
    return head.seen;
  });
  const anchor = path.join(stack.servers.folder, 'anchor.json');
  const kept = await runDemarc(stack.apiUrl, ['audit', 'checkpoints', '--tenant', 'contoso', '-o', anchor]);
  expect(kept.code).toBe(0);
  expect((await verify('--anchor', anchor)).code).toBe(0);
  for (const table of TABLES) {
    await sql(`delete from ${table}`);
    await sql(`insert into ${table} table old_${table}`);
  }
  expect((await verify()).code).toBe(0);
  const anchored = await verify('--anchor', anchor);
  expect([anchored.code, anchored.out]).toEqual([1, expect.stringMatching(/cut-off .*kept elsewhere/)]);
});
