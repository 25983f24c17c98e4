import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DirectoryIndex, type Instant, NEVER_IMPORTED, enrolmentAt, parseInstant, valuesAt } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { type Servers, startServers } from '../../../../test/harness/servers.js';
import { migrate, openStore } from '../data-source.js';
import { changedDeviceKeys } from './changed-device-keys.js';
import { changedDevices } from './changed-devices.js';
import { DEVICE_COLUMNS } from './device-row.js';
import { devicesAsOf } from './devices-as-of.js';
import { directoryAsOf, stateAsOf } from './directory-as-of.js';
import { type Inventory, importDevices } from './import-devices.js';
import { readCsv } from './import-table.js';
import { loadTenants } from './load-tenants.js';
import { putTenant } from './put-tenant.js';

const A = '0f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c1111';
const B = '1f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c2222';
const moment = (text: string): Instant => parseInstant(text)!;
const day = (date: number) => moment(`2026-11-${String(date).padStart(2, '0')}T10:00:00Z`);
const KEY_A = `entra:${A}`;

let servers: Servers;
let store: DataSource;
beforeAll(async () => {
  servers = await startServers();
  store = await openStore({ url: servers.databaseUrl, poolSize: 4, applicationName: 'spec' });
  await migrate(store);
}, 60_000);
afterAll(async () => {
  await store.destroy();
  await servers.stop();
});
beforeEach(async () => {
  await store.query('truncate tenants, devices, directory_imports, redecisions cascade');
  await putTenant(store, { tenant: 'contoso' }, day(1));
});

async function imported(inventory: Inventory | number, ...lines: string[]) {
  const { now, ...more } = typeof inventory === 'number' ? { now: day(inventory) } : inventory;
  const answer = await importDevices(store, 'contoso', readCsv(lines.join('\n'), DEVICE_COLUMNS), { now, ...more });
  if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

const state = async () => (await loadTenants(store))[0]!.directory;

describe('a device', () => {
  it('that is corrected is what was known then at the old revision, and what is known now at the new one', async () => {
    await imported(2, 'entra_device_id,name,enrolled_from,ring', `${A},PC-1,,Broad`);
    await imported(
      5,
      'entra_device_id,enrolled_from,ring,ring_from,ring_until',
      `${A},2026-10-01,Test,2026-11-03,2026-11-04`,
    );
    const activity = moment('2026-11-03T12:00:00Z');
    const [then, now] = await Promise.all([
      directoryAsOf(store, 'contoso', [KEY_A], 1),
      directoryAsOf(store, 'contoso', [KEY_A], 'now'),
    ]);
    const [before, after] = [then.byEntraId(A)!, now.byEntraId(A)!];
    expect([enrolmentAt(before, activity), valuesAt(before.rings, activity)]).toEqual([null, ['Broad']]);
    expect([enrolmentAt(after, activity)?.from, valuesAt(after.rings, activity)]).toEqual([
      moment('2026-10-01T00:00:00Z'),
      ['Test'],
    ]);
    expect([then.state.revision, now.state.revision]).toEqual([1, 2]);
    expect([before.recordedAt, after.recordedAt]).toEqual([day(2), day(5)]);
  });

  it('that came later was not there before', async () => {
    await imported(2, 'entra_device_id', A);
    await imported(3, 'entra_device_id', B);
    expect(await devicesAsOf(store, 'contoso', [KEY_A, `entra:${B}`], 1)).toMatchObject([{ entraId: A }]);
    expect(await devicesAsOf(store, 'contoso', [KEY_A, `entra:${B}`], 2)).toHaveLength(2);
  });

  it('is found by a name of any version, also in one that did not have it yet', async () => {
    await imported(2, 'entra_device_id,name', `${A},OLD.contoso.example`);
    await imported(3, 'entra_device_id,name', `${A},NEW`);
    const then = await devicesAsOf(store, 'contoso', ['name:new'], 1);
    expect(then.map(({ names }) => names.map(({ value }) => value))).toEqual([['OLD.contoso.example']]);
    expect(await devicesAsOf(store, 'contoso', ['name:old'], 'now')).toHaveLength(1);
    expect(await devicesAsOf(store, 'fabrikam', ['name:old'], 'now')).toEqual([]);
  });

  it('comes with those that share its name, since they may contradict it', async () => {
    await imported(2, 'entra_device_id,name,serial,user', `${A},PC-1,S1,ana@contoso.example`, `${B},PC-1,S2,`);
    const directory = await directoryAsOf(store, 'contoso', [KEY_A], 'now');
    expect(directory.byName('PC-1', day(2))).toHaveLength(2);
    const byUser = await directoryAsOf(store, 'contoso', ['user:ana@contoso.example'], 'now');
    expect(byUser.byUser('ANA@contoso.example', day(2))).toMatchObject([{ entraId: A }]);
  });

  it('comes with two at most of those that share its serial, as of the revision', async () => {
    const id = (n: number) => `2f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c00${n}`;
    const alike = [10, 11, 12, 13, 14].map((n) => `${id(n)},PC-${n},Default string`);
    await imported(2, 'entra_device_id,name,serial', `${id(10)},PC-10,Default string`);
    await imported(3, 'entra_device_id,name,serial', ...alike);
    const asked = (keys: string[], revision: number) => directoryAsOf(store, 'contoso', keys, revision);
    const named = (await asked([`entra:${id(10)}`], 2)) as DirectoryIndex;
    expect(named.size).toBe(1);
    const both = (await asked([`entra:${id(10)}`, 'serial:default string'], 2)) as DirectoryIndex;
    expect(both.size).toBeLessThanOrEqual(3);
    expect(both.bySerial('DEFAULT STRING')).toHaveLength(2);
    expect((await asked(['serial:default string'], 1)).bySerial('default string')).toMatchObject([{ entraId: id(10) }]);
    expect((await asked(['serial:other'], 2)).bySerial('other')).toEqual([]);
  });

  it('has what is said without dates from when the inventory was read, not from when it came in', async () => {
    await imported(2, 'entra_device_id,ring', `${A},Broad`);
    await imported({ now: day(5), asOf: day(4) }, 'entra_device_id,ring', `${A},Test`);
    const [device] = await devicesAsOf(store, 'contoso', [KEY_A], 'now');
    expect(device!.rings.map(({ value, from }) => [value, from])).toEqual([
      ['Broad', null],
      ['Test', day(4)],
    ]);
  });

  it('is listed with the keys it had and has for the import that changed it, page by page', async () => {
    await imported(2, 'entra_device_id,name,serial', `${A},OLD,S1`, `${B},OTHER,S2`);
    await imported(3, 'entra_device_id,name,serial', `${A},NEW,S3`, `${B},OTHER,S2`);
    const [only, ...rest] = await changedDeviceKeys(store, 'contoso', 2, null, 10);
    expect(rest).toEqual([]);
    expect(only!.keys.toSorted()).toEqual([KEY_A, 'name:new', 'name:old', 'serial:s1', 'serial:s3']);
    const [first] = await changedDeviceKeys(store, 'contoso', 1, null, 1);
    expect(await changedDeviceKeys(store, 'contoso', 1, first!.deviceId, 10)).toHaveLength(1);
  });

  it('that changes while a directory is followed is read as of the revision that is followed', async () => {
    await imported(2, 'entra_device_id,os', `${A},Windows10`);
    await imported(3, 'entra_device_id,os', `${A},Windows11`);
    await imported(4, 'entra_device_id', B);
    const known = async (after: number, upTo: number) =>
      (await changedDevices(store, 'contoso', { after, upTo }, 10)).map(({ os }) => os);
    expect(await known(0, 1)).toEqual(['Windows10']);
    expect(await known(0, 2)).toEqual(['Windows11']);
    expect(await known(2, 3)).toEqual([null]);
  });
});

describe('the state of a directory', () => {
  it('that was never imported proves nothing', async () => {
    expect(await state()).toEqual(NEVER_IMPORTED);
    expect(await stateAsOf(store, 'contoso', 'now')).toEqual(NEVER_IMPORTED);
  });

  it('moves with an import that changes no device, and each is asked to be decided by again', async () => {
    await imported(2, 'entra_device_id', A);
    expect(await imported(3, 'entra_device_id', A)).toMatchObject({ changed: 0, unchanged: 1, revision: 2 });
    expect(await state()).toEqual({ revision: 2, asOf: day(3), coverage: 'complete', freshForHours: 24 });
    expect(await stateAsOf(store, 'contoso', 1)).toMatchObject({ revision: 1, asOf: day(2) });
    expect(await store.query('select reason, revision::int from redecisions order by revision')).toEqual([
      { reason: 'directory', revision: 1 },
      { reason: 'directory', revision: 2 },
    ]);
  });

  it('keeps whether its source showed all devices and when it was read', async () => {
    await imported({ now: day(3), asOf: day(2), coverage: 'partial' }, 'entra_device_id', A);
    expect(await state()).toEqual({ revision: 1, asOf: day(2), coverage: 'partial', freshForHours: 24 });
  });

  it('and its devices are left as they are by an inventory that was read before the last one', async () => {
    await imported(2, 'entra_device_id,ring', `${A},Test`);
    await imported({ now: day(7), asOf: day(6) }, 'entra_device_id,ring', `${A},Broad`);
    const late = readCsv(`entra_device_id,ring\n${A},First\n${B},First`, DEVICE_COLUMNS);
    const answer = await importDevices(store, 'contoso', late, { now: day(8), asOf: day(5) });
    expect(answer).toEqual({ ok: false, errors: [], olderThan: day(6) });
    expect(await state()).toMatchObject({ revision: 2, asOf: day(6) });
    const devices = await devicesAsOf(store, 'contoso', [KEY_A, `entra:${B}`], 'now');
    expect(devices.map(({ rings }) => rings.map(({ value, from }) => [value, from]))).toEqual([
      [
        ['Test', null],
        ['Broad', day(6)],
      ],
    ]);
  });

  it('takes another inventory of the same moment, such as one that corrects the past', async () => {
    await imported(6, 'entra_device_id,ring', `${A},Broad`);
    const columns = 'entra_device_id,ring,ring_from,ring_until';
    await imported({ now: day(7), asOf: day(6) }, columns, `${A},Test,2026-11-01,2026-11-03`);
    expect(await state()).toMatchObject({ revision: 2, asOf: day(6) });
    const [device] = await devicesAsOf(store, 'contoso', [KEY_A], 'now');
    expect(valuesAt(device!.rings, day(2))).toEqual(['Test']);
    expect(valuesAt(device!.rings, day(6))).toEqual(['Broad']);
  });

  it('takes an inventory of now by a clock that is behind the last one as being of the same moment', async () => {
    await imported(3, 'entra_device_id', A);
    expect(await imported(2, 'entra_device_id', A)).toMatchObject({ asOf: day(3) });
  });

  it('moves when its time of freshness changes, and keeps the one it had before on record', async () => {
    await imported(2, 'entra_device_id', A);
    await putTenant(store, { tenant: 'contoso', directoryFreshHours: null }, day(3));
    await putTenant(store, { tenant: 'contoso', directoryFreshHours: null, name: 'Contoso' }, day(4));
    expect(await state()).toEqual({ revision: 2, asOf: day(2), coverage: 'complete', freshForHours: null });
    expect(await stateAsOf(store, 'contoso', 1)).toMatchObject({ freshForHours: 24 });
  });

  it('takes the time of freshness that was set before the first import', async () => {
    await putTenant(store, { tenant: 'contoso', directoryFreshHours: 48 }, day(2));
    expect(await state()).toEqual(NEVER_IMPORTED);
    await imported(3, 'entra_device_id', A);
    expect(await state()).toMatchObject({ revision: 1, freshForHours: 48 });
  });

  it('of a revision that never was cannot be asked for', async () => {
    await expect(directoryAsOf(store, 'contoso', [KEY_A], 7)).rejects.toThrow('no revision 7');
  });
});
