import { describe, expect, test } from '@jest/globals';
import {
  ACTIVITY,
  CUSTOMER,
  DEFENDER_ID,
  ENTRA_ID,
  NAME,
  OPEN,
  SOC,
  type World,
  alert,
  decided,
  deviceEvidence,
  eventOf,
  from,
  held,
  instant,
  looks,
  onAlert,
  otherRecord,
  record,
  report,
  until,
} from './fixtures/case-fixture.js';

describe('case 1: renamed device', () => {
  const renamed = record({
    names: [
      { value: 'DESKTOP-1', ...until('2022-02-01T00:00:00Z') },
      { value: NAME, ...from('2022-02-01T00:00:00Z') },
    ],
    defenderIds: held('an-older-id', DEFENDER_ID),
  });

  test('is the same MMD device, whichever name and Defender id the alert carries', () => {
    const old = { azureAdDeviceId: null, mdeDeviceId: 'an-older-id', deviceDnsName: 'desktop-1' };
    expect(onAlert(alert([deviceEvidence(old)]), { devices: [renamed] })).toMatchObject(SOC);
    expect(onAlert(alert([deviceEvidence()]), { devices: [renamed] })).toMatchObject(SOC);
  });

  test('and a name alone proves nothing: anyone can call a PC MMD-something', () => {
    const lookalike = { azureAdDeviceId: null, mdeDeviceId: 'unknown', deviceDnsName: 'MMD-99999999999' };
    expect(onAlert(alert([deviceEvidence(lookalike)]), { devices: [renamed] })).toMatchObject(CUSTOMER);
  });

  test('nor does the very name of a record, on a PC with an Entra id of its own: a person looks', () => {
    const foreign = { azureAdDeviceId: 'ffffffff-0000-4000-8000-000000000000', mdeDeviceId: 'unknown' };
    const decision = onAlert(alert([deviceEvidence(foreign)]), { devices: [renamed] });
    expect(decision).toMatchObject({ ...OPEN, review: ['conflict'] });
  });
});

test('case 2: reimaged / reset: a new Defender id under the same Entra id is the same MMD device', () => {
  const decision = onAlert(alert([deviceEvidence({ mdeDeviceId: 'new-after-reimage' })]));
  expect(decision).toMatchObject(SOC);
  expect(looks(decision)).toEqual([`entra-id: one record: ${NAME} (entra ${ENTRA_ID})`]);
});

describe('case 3: hardware replaced', () => {
  const entraId = 'ffffffff-0000-4000-8000-000000000000';
  const replaced = (name: string, world: World = {}) => {
    const devices = [{ entraId, serial: '5CG1234XYZ', name }];
    return decided(eventOf('security', 'incident', report({ area: 'endpoint', devices })), world)[0]!;
  };

  test('a new Entra id is not MMD until it is registered; the serial is for people only', () => {
    const decision = replaced('DESKTOP-NEW');
    expect(decision).toMatchObject(CUSTOMER);
    expect(looks(decision)).toEqual([
      'entra-id: no record',
      'name: no record',
      `serial: one record: ${NAME} (entra ${ENTRA_ID}); a serial is for people only`,
    ]);
  });

  test('nor does it inherit by the name of the former record, nor by its Defender id: open, and a person looks', () => {
    const conflict = { ...OPEN, review: ['conflict'], receipt: { devices: [{ deviceId: null }] } };
    expect(replaced(NAME)).toMatchObject(conflict);
    expect(onAlert(alert([deviceEvidence({ azureAdDeviceId: entraId })]))).toMatchObject(conflict);
  });

  test('and once registered it is MMD, whatever the former record is', () => {
    const registered = otherRecord({ entraId, names: held(NAME), enrolments: [from('2022-02-01T00:00:00Z')] });
    expect(replaced(NAME, { devices: [record({ enrolments: [] }), registered] })).toMatchObject(SOC);
  });
});

test('case 4: removed, later registered again: each interval of enrolment counts by itself', () => {
  const devices = [record({ enrolments: [until('2022-02-01T00:00:00Z'), from('2022-04-01T00:00:00Z')] })];
  const owners = ['2022-01-15T00:00:00Z', ACTIVITY, '2022-04-15T00:00:00Z'].map(
    (firstActivityDateTime) =>
      onAlert(alert([deviceEvidence()], { firstActivityDateTime }), { devices, now: '2022-05-01T00:00:00Z' }).party,
  );
  expect(owners).toEqual(['microsoft', 'customer', 'microsoft']);
});

test('case 5: enrolled at event time, not now: the SOC keeps the investigation, device actions need the customer', () => {
  const devices = [record({ enrolments: [until('2022-03-01T11:00:00Z')] })];
  const decision = onAlert(alert([deviceEvidence()]), { devices });
  expect(decision).toMatchObject({ ...SOC, review: ['left-since'], actions: [] });
  expect(decision.receipt.actionsFrom).toContain('left MMD');
  expect(onAlert(alert([deviceEvidence()])).actions).toContain('isolate');
});

test('case 6: enrolled now, not at event time: the customer owns, MMD operations is told, a person looks', () => {
  const devices = [record({ enrolments: [from('2022-03-01T11:00:00Z')] })];
  expect(onAlert(alert([deviceEvidence()]), { devices })).toMatchObject({
    ...CUSTOMER,
    inform: { queue: 'microsoft/operations' },
    review: ['enrolled-since'],
    receipt: { involved: ['device-now-in-mmd'] },
  });
});

describe('case 7: alert before enrolment sync', () => {
  const stale = { asOf: instant('2022-02-28T09:00:00Z'), freshForHours: 24 };

  test('a directory that is too old for the activity makes absence no proof: held provisionally, both told', () => {
    const decision = onAlert(alert([deviceEvidence()]), { devices: [], directory: stale });
    expect(decision).toMatchObject(OPEN);
    expect(decision.receipt).toMatchObject({ directory: stale, devices: [{ awaitsDirectory: true }] });
  });

  test('nor does a record that was not enrolled when last read', () => {
    expect(
      onAlert(alert([deviceEvidence()]), { devices: [record({ enrolments: [] })], directory: stale }),
    ).toMatchObject(OPEN);
  });

  test('and the late record of the enrolment settles it', () => {
    const devices = [record({ recordedAt: instant('2022-03-01T11:00:00Z') })];
    const directory = { ...stale, asOf: instant('2022-03-01T11:00:00Z') };
    expect(onAlert(alert([deviceEvidence()]), { devices, directory })).toMatchObject(SOC);
  });
});

describe('case 8: state: pending / failed / ready / inactive', () => {
  const inState = (value: 'pending' | 'failed' | 'ready' | 'active' | 'inactive', enrolled: boolean) => {
    const enrolments = enrolled ? [{ from: null, until: null }] : [];
    return onAlert(alert([deviceEvidence()]), { devices: [record({ registrations: held(value), enrolments })] });
  };

  test.each(['active', 'inactive'] as const)('an %s device is in MMD: unused for a week changes nothing', (state) => {
    expect(inState(state, true)).toMatchObject({ ...SOC, review: [] });
  });

  test('a failed registration is not in MMD', () => {
    expect(inState('failed', false)).toMatchObject(CUSTOMER);
  });

  test.each(['pending', 'ready'] as const)('%s is registered but not enrolled: open, and a person looks', (state) => {
    expect(inState(state, false)).toMatchObject({ ...OPEN, review: ['not-ready'] });
  });
});

describe('case 9: unknown device (no match)', () => {
  const unknown = alert([deviceEvidence()]);

  test('is the customer’s, after every look was taken', () => {
    const decision = onAlert(unknown, { devices: [] });
    expect(decision).toMatchObject(CUSTOMER);
    expect(looks(decision)).toEqual(['entra-id: no record', 'defender-id: no record', 'name: no record']);
  });

  test('and MMD operations is told when it may impact the service', () => {
    const spreading = alert([deviceEvidence()], { category: 'LateralMovement' });
    expect(onAlert(spreading, { devices: [] }).inform).toMatchObject({ queue: 'microsoft/operations' });
  });

  test('but a directory that could not be asked is not "unknown device"', () => {
    expect(onAlert(unknown, { devices: [], directory: { asOf: null } })).toMatchObject(OPEN);
  });
});

describe('case 10: azureAdDeviceId null', () => {
  const without = (changes: Record<string, unknown>) => alert([deviceEvidence({ azureAdDeviceId: null, ...changes })]);

  test.each([
    ['the Defender id', {}, 'defender-id'],
    ['else the M365Managed tag', { mdeDeviceId: 'unknown', tags: ['M365Managed-Standard'] }, 'defender-tag'],
    ['else the name, unique then', { mdeDeviceId: 'unknown' }, 'name'],
  ])('%s finds it', (_, changes, identifiedBy) => {
    const decision = onAlert(without(changes));
    expect(decision).toMatchObject({ ...SOC, receipt: { devices: [{ identifiedBy }] } });
  });

  test('and a fully qualified name of another domain does not', () => {
    const devices = [record({ names: held(`${NAME}.fabrikam.example`) })];
    expect(onAlert(without({ mdeDeviceId: 'unknown' }), { devices })).toMatchObject(CUSTOMER);
  });
});

describe('case 11: same hostname, several records', () => {
  const byName = alert([deviceEvidence({ azureAdDeviceId: null, mdeDeviceId: null, deviceDnsName: NAME })]);
  const namesake = otherRecord({ names: held(NAME) });

  test('the record that was active then is preferred', () => {
    const devices = [record({ intuneId: null, registrations: held('active' as const) }), namesake];
    expect(onAlert(byName, { devices })).toMatchObject(SOC);
  });

  test('else it is ambiguous, and never the first match', () => {
    const devices = [record({ intuneId: null }), namesake];
    for (const order of [devices, devices.toReversed()]) {
      expect(onAlert(byName, { devices: order })).toMatchObject({ ...OPEN, review: ['conflict'] });
    }
  });
});
