import { describe, expect, test } from '@jest/globals';
import {
  CUSTOMER,
  NAME,
  OPEN,
  SOC,
  alert,
  decided,
  deviceEvidence,
  eventOf,
  held,
  onAlert,
  onReport,
  otherEvidence,
  otherRecord,
  record,
  userEvidence,
} from './fixtures/case-fixture.js';

const LEAVES_OPEN = { ...OPEN, review: ['conflict'] };

test('case 12: several devices, mixed enrolment: split by device, each party told of the other', () => {
  const event = eventOf('security', 'graph-alert', alert([otherEvidence(), deviceEvidence()]));
  const halves = decided(event, { devices: [record(), otherRecord()] });
  expect(halves).toMatchObject([
    { ...SOC, receipt: { devices: [{ name: NAME }], otherHalf: { party: 'customer', devices: 1 } } },
    {
      ...CUSTOMER,
      inform: { queue: 'microsoft/operations' },
      receipt: { devices: [{ name: 'KASSA-7' }], otherHalf: { party: 'microsoft', devices: 1 } },
    },
  ]);
  // Neither half holds the other party's device, which its owner might else isolate.
  expect(halves.map(({ receipt }) => receipt.devices.length)).toEqual([1, 1]);
});

describe('case 13: device only contextual', () => {
  const near = deviceEvidence({ roles: ['contextual'] });
  const devices = [record(), otherRecord()];

  test('an MMD device that is only near does not pull the alert to the SOC; MMD operations is told', () => {
    const decision = onAlert(alert([otherEvidence(), near]), { devices });
    expect(decision).toMatchObject({
      ...CUSTOMER,
      inform: { queue: 'microsoft/operations' },
      receipt: { involved: ['contextual-mmd-device'] },
    });
    const roles = decision.receipt.devices.map(({ name, subject }) => [name, subject.role]);
    expect(roles).toEqual([
      ['KASSA-7', 'affected'],
      [NAME, 'contextual'],
    ]);
  });

  test('nor when no other device is named', () => {
    expect(onAlert(alert([near]), { devices })).toMatchObject({ party: 'customer', facts: { device: 'none' } });
  });

  test('the main device is affected, whatever else its role', () => {
    const main = deviceEvidence({ roles: ['contextual'], detailedRoles: ['Main device'] });
    expect(onAlert(alert([main]), { devices })).toMatchObject(SOC);
  });
});

describe('case 14: no device: user / identity', () => {
  const signIn = alert([userEvidence('m.ruiz@contoso.example')], {
    serviceSource: 'azureAdIdentityProtection',
    detectionSource: 'azureAdIdentityProtection',
  });
  const owned = { queue: 'customer/security', facts: { device: 'none', area: 'identity' } };

  test('is the customer’s', () => {
    expect(onAlert(signIn)).toMatchObject({ ...owned, inform: null });
  });

  test('and MMD operations is told when the user has an MMD device', () => {
    const devices = [record({ users: held('M.Ruiz@contoso.example') })];
    expect(onAlert(signIn, { devices })).toMatchObject({
      ...owned,
      inform: { queue: 'microsoft/operations' },
      receipt: { involved: ['user-with-mmd-device'] },
    });
    const left = [record({ users: held('m.ruiz@contoso.example'), enrolments: [] })];
    expect(onAlert(signIn, { devices: left }).inform).toBeNull();
  });
});

describe('case 15: mailbox / email / SharePoint', () => {
  test('an alert on a mailbox is the customer’s', () => {
    const mailbox = { '@odata.type': 'mailboxEvidence', primaryAddress: 'sales@contoso.example' };
    const source = { serviceSource: 'microsoftDefenderForOffice365', detectionSource: 'microsoftDefenderForOffice365' };
    expect(onAlert(alert([mailbox], source))).toMatchObject({
      queue: 'customer/security',
      facts: { device: 'none', area: 'email' },
    });
  });

  test.each(['email', 'collaboration'])(
    'trouble with %s is the customer’s, and MMD operations is always told',
    (area) => {
      expect(onReport({ area })).toMatchObject({ party: 'customer', inform: { queue: 'microsoft/operations' } });
    },
  );
});

describe('case 16: cloud-app, DLP, app governance, Defender for Cloud', () => {
  test.each([
    ['microsoftDefenderForCloudApps', 'cloud-app'],
    ['microsoftAppGovernance', 'cloud-app'],
    ['microsoftDefenderForCloud', 'cloud-app'],
    ['dataLossPrevention', 'data'],
  ])('%s without a device is the customer’s', (serviceSource, area) => {
    expect(onAlert(alert([], { serviceSource, detectionSource: null }))).toMatchObject({
      queue: 'customer/security',
      facts: { device: 'none', area },
    });
  });

  test('the source is only a hint: with an MMD device in evidence it is the SOC’s', () => {
    const source = { serviceSource: 'microsoftDefenderForOffice365', detectionSource: null };
    expect(onAlert(alert([deviceEvidence()], source))).toMatchObject(SOC);
  });
});

test.each([
  ['a service account', userEvidence('mwaas_soc_ro@contoso.onmicrosoft.com')],
  [
    'the enterprise app',
    { '@odata.type': 'oauthApplicationEvidence', appId: '17', displayName: 'Modern Workplace Management' },
  ],
])('case 17: MMD service account / enterprise app "Modern Workplace Management": %s is Microsoft’s', (_, evidence) => {
  const source = { serviceSource: 'azureAdIdentityProtection', detectionSource: null };
  expect(onAlert(alert([evidence], source))).toMatchObject({
    queue: 'microsoft/security-operations',
    inform: { queue: 'customer/security' },
    facts: { device: 'none', area: 'mmd-service-account' },
  });
});

describe('case 18: hybrid joined / dual state', () => {
  const hybrid = (enrolled: boolean) =>
    otherRecord({
      trustType: 'ServerAd',
      names: held(NAME),
      enrolments: enrolled ? [{ from: null, until: null }] : [],
    });
  const named = alert([otherEvidence()]);

  test.each(['ServerAd', 'Workplace'])('a record joined as %s is not an MMD device', (trustType) => {
    expect(onAlert(named, { devices: [otherRecord({ trustType })] })).toMatchObject({ ...CUSTOMER, review: [] });
  });

  test('though it says enrolled; a person looks', () => {
    expect(onAlert(named, { devices: [hybrid(true)] })).toMatchObject({ ...CUSTOMER, review: ['out-of-scope'] });
  });

  test('of two records with one name the one with an Intune id counts', () => {
    const decision = onAlert(named, { devices: [hybrid(false), record()] });
    expect(decision).toMatchObject({ ...SOC, receipt: { devices: [{ deviceId: record().id }] } });
  });
});

describe('case 19: server, macOS, Linux, mobile, IoT, ARM', () => {
  test.each(['WindowsServer2019', 'macOS', 'Linux', 'iOS', 'Android', 'Windows 10 IoT Enterprise', 'Windows11 ARM64'])(
    '%s is the customer’s, even if someone tagged it',
    (osPlatform) => {
      const tagged = otherEvidence({ osPlatform, tags: ['M365Managed-Standard'] });
      expect(onAlert(alert([tagged]), { devices: [] })).toMatchObject(CUSTOMER);
    },
  );

  test('a server that the list calls enrolled is looked at by a person', () => {
    const server = deviceEvidence({ osPlatform: 'WindowsServer2022' });
    const devices = [record({ os: 'Windows Server 2022' })];
    expect(onAlert(alert([server]), { devices })).toMatchObject({ ...CUSTOMER, review: ['out-of-scope'] });
    expect(onAlert(alert([server]))).toMatchObject(LEAVES_OPEN);
  });
});

describe('case 20: Cloud PC / AVD', () => {
  const vmMetadata = { vmId: 'ca1b0d41-5a3b-4d95-b48b-f220aed11d78', cloudProvider: 'azure' };

  test('is looked up: an enrolled Cloud PC is in MMD, and its metadata proves nothing', () => {
    expect(onAlert(alert([deviceEvidence({ vmMetadata })]))).toMatchObject(SOC);
    expect(onAlert(alert([deviceEvidence({ vmMetadata })]), { devices: [] })).toMatchObject(CUSTOMER);
    const bare = record({ os: 'Virtual Machine' });
    expect(onAlert(alert([deviceEvidence({ vmMetadata, osPlatform: null })]), { devices: [bare] })).toMatchObject(SOC);
  });

  test.each(['Windows10WVD', 'Windows 11 Enterprise multi-session'])('%s is multi-session, and out', (osPlatform) => {
    expect(onAlert(alert([otherEvidence({ osPlatform })]), { devices: [otherRecord()] })).toMatchObject(CUSTOMER);
  });

  test('a name that non-persistent machines reuse is ambiguous', () => {
    const byName = deviceEvidence({ azureAdDeviceId: null, mdeDeviceId: null, vmMetadata });
    const devices = [record({ intuneId: null }), otherRecord({ names: held(NAME) })];
    expect(onAlert(alert([byName]), { devices })).toMatchObject(LEAVES_OPEN);
  });
});

test.each([
  ['a kiosk', { tags: ['M365Managed-Kiosk'], deviceDnsName: 'kiosk-123456789' }],
  ['a shared device', { tags: ['M365Managed-Standard-Shared'] }],
])('case 21: kiosk, shared device: %s is an MMD device, whoever uses it', (_, changes) => {
  const device = otherEvidence({ ...changes, loggedOnUsers: [{ accountName: 'a' }, { accountName: 'b' }] });
  expect(onAlert(alert([device, userEvidence('guest@contoso.example')]), { devices: [] })).toMatchObject(SOC);
});

describe('case 22: Test ring / Insider / revoked exception', () => {
  const devices = [record({ rings: held('Test') })];

  test('a security alert goes to the SOC as ever', () => {
    const decision = onAlert(alert([deviceEvidence()]), { devices });
    expect(decision).toMatchObject({ ...SOC, facts: { ring: 'test' } });
    expect(decision.clocks).not.toBeNull();
  });

  test('an operational incident goes to MMD operations without a service level', () => {
    const trouble = { area: 'device-health', devices: [NAME] };
    expect(onReport(trouble, { devices })).toMatchObject({ queue: 'microsoft/operations', clocks: null });
    expect(onReport(trouble).clocks).not.toBeNull();
  });
});

describe('case 23: Autopatch-only device', () => {
  const groups = held('Modern Workplace Devices - All', 'Modern Workplace Devices-Windows Autopatch-Fast');

  test('is not in MMD for security, although it is in the group of all', () => {
    const decision = onAlert(alert([deviceEvidence()]), { devices: [record({ groups, enrolments: [] })] });
    expect(decision).toMatchObject({ ...CUSTOMER, review: [] });
    expect(decision.receipt.from.device).toContain('Autopatch');
  });

  test('the exact group and the device list must agree; else a person looks', () => {
    expect(onAlert(alert([deviceEvidence()]), { devices: [record({ groups })] })).toMatchObject(LEAVES_OPEN);
    const both = [...groups, ...held('Modern Workplace Devices - Broad')];
    expect(onAlert(alert([deviceEvidence()]), { devices: [record({ groups: both })] })).toMatchObject(SOC);
  });
});
