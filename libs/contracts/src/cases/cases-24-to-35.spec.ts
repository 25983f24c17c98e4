import { type Contact, type ServiceImpactFlag, isStale, reach } from '@demarc/domain';
import { describe, expect, test } from '@jest/globals';
import { ENTRA_TENANT, decode, eventsOf, fixture } from '../format/fixtures/fixture.js';
import {
  CUSTOMER,
  DEFENDER_ID,
  NAME,
  OPEN,
  SOC,
  alert,
  decided,
  deviceEvidence,
  eventOf,
  instant,
  onAlert,
  onReport,
  otherEvidence,
  otherRecord,
  record,
} from './fixtures/case-fixture.js';

describe('case 24: third-party tool, bot or CSOC handled the alert', () => {
  const activity = '2023-08-01T10:00:00Z';
  const handled = (changes: Record<string, unknown>, tenant: 'contoso' | 'fabrikam' = 'fabrikam') =>
    onAlert(alert([deviceEvidence()], { firstActivityDateTime: activity, ...changes }), { tenant, now: activity });

  test.each([
    ['resolved', { status: 'resolved', assignedTo: 'API-Cortex XSOAR' }],
    ['pending', { status: 'inProgress', assignedTo: 'soc-bot@fabrikam.example' }],
    ['unresolved', { status: 'new', assignedTo: 'CSOC' }],
  ])('from July 2023 it is the customer’s when it is %s', (_, changes) => {
    expect(handled(changes)).toMatchObject({
      queue: 'customer/security',
      clauseId: 'CU-6-CSOC',
      facts: { device: 'mmd', handledBy: 'third-party' },
      policyVersion: '2023-07-13',
    });
  });

  test('before, and for who stays on the default, it is the SOC’s', () => {
    const changes = { status: 'resolved', assignedTo: 'CSOC' };
    expect(handled(changes, 'contoso')).toMatchObject({ ...SOC, policyVersion: '2021-08-08' });
    const june = handled({ ...changes, firstActivityDateTime: '2023-06-01T10:00:00Z' });
    expect(june).toMatchObject({ ...SOC, policyVersion: '2023-03-08' });
  });

  test('set back to new it is the SOC’s again', () => {
    expect(handled({ status: 'new', assignedTo: 'API-Cortex XSOAR' })).toMatchObject(SOC);
  });
});

describe('case 25: automated investigation already resolved it', () => {
  const resolved = { status: 'resolved', severity: 'high', investigationState: 'successfullyRemediated' };

  test('the SOC still has it and the customer is still told, with less haste', () => {
    expect(onAlert(alert([deviceEvidence()], { severity: 'high' })).severity).toBe('A');
    expect(onAlert(alert([deviceEvidence()], resolved))).toMatchObject({
      ...SOC,
      severity: 'B',
      facts: { handledBy: 'automation' },
    });
  });

  test('what waits for approval needs a person', () => {
    const waiting = { ...resolved, investigationState: 'pendingApproval' };
    expect(onAlert(alert([deviceEvidence()], waiting))).toMatchObject({
      severity: 'A',
      facts: { handledBy: 'nobody' },
    });
  });
});

// The hand-over that a new owner means is shown by test/stories/custody-moves-when-the-owner-flips.
test('case 26: alert updated (new evidence): it is a newer version of the same alert, and decided anew by all its evidence', () => {
  const devices = [record(), otherRecord()];
  const first = eventOf('security', 'graph-alert', alert([otherEvidence()]));
  const update = { lastUpdateDateTime: '2022-03-01T11:00:00Z' };
  const second = eventOf('security', 'graph-alert', alert([otherEvidence(), deviceEvidence()], update));
  expect(decided(first, { devices })).toMatchObject([CUSTOMER]);
  expect(decided(second, { devices }).map(({ party }) => party)).toEqual(['microsoft', 'customer']);
  expect([second.source, second.id, second.correlationKey]).toEqual([first.source, first.id, first.correlationKey]);
  expect(isStale(second.version, first.version)).toBe(false);
});

describe('case 27: out-of-order / duplicate event', () => {
  test('an older version, or the same again, does not overwrite a newer one', () => {
    const [older, newer] = ['2022-03-01T10:30:00Z', '2022-03-01T11:00:00.0000001Z'].map(
      (lastUpdateDateTime) => eventOf('security', 'graph-alert', alert([], { lastUpdateDateTime })).version,
    );
    expect([isStale(older!, newer!), isStale(newer!, newer!), isStale(newer!, older!)]).toEqual([true, true, false]);
  });

  test('a repeat of Alertmanager is the same event, and its end a newer version of it', () => {
    const [firing, again] = [1, 2].map(() =>
      eventsOf('events.contoso.operational.alertmanager', fixture('alertmanager')),
    );
    expect(again).toEqual(firing);
    const group = fixture('alertmanager') as { alerts: Record<string, unknown>[] };
    const ended = { ...group.alerts[0], status: 'resolved', endsAt: '2022-03-04T13:00:00Z' };
    const [over] = eventsOf('events.contoso.operational.alertmanager', { ...group, alerts: [ended] });
    expect(over!.id).toBe(firing![0]!.id);
    expect(isStale(over!.version, firing![0]!.version)).toBe(false);
    expect(isStale(firing![0]!.version, over!.version)).toBe(true);
  });

  test('an end without a beginning is still accepted and decided', () => {
    expect(onReport({ status: 'resolved', area: 'device-health', devices: [NAME] }).queue).toBe('microsoft/operations');
  });
});

describe.each(['canBeOnboarded', 'insufficientInfo'])('case 28: device onboardingStatus %s', (onboardingStatus) => {
  const seen = alert([deviceEvidence({ onboardingStatus })]);

  test('an MMD device is always onboarded: it stays the SOC’s, and a person looks', () => {
    expect(onAlert(seen)).toMatchObject({ ...SOC, review: ['not-onboarded'] });
  });

  test('a device that nobody knows is not in MMD', () => {
    expect(onAlert(seen, { devices: [] })).toMatchObject({ ...CUSTOMER, review: [] });
  });
});

describe('case 29: wrong tenant', () => {
  const subject = (tenant: string) => `events.${tenant}.security.graph-alert`;

  test('an alert of another Entra tenant is refused', () => {
    const foreign = alert([deviceEvidence()], { tenantId: 'ffffffff-0f4e-4f0c-9a3e-5b1f6f0c2a11' });
    expect(decode(subject('contoso'), foreign)).toMatchObject({ ok: false, reason: 'wrong-tenant' });
    expect(decode(subject('contoso'), alert([], { tenantId: ENTRA_TENANT }))).toMatchObject({ ok: true });
  });

  test('an unknown tenant is refused, never taken for a default', () => {
    expect(decode(subject('nobody'), alert([]))).toMatchObject({ ok: false, reason: 'unknown-tenant', tenant: null });
  });
});

// Demarc isolates nothing: that, and telling its real state, is the responder's.
describe('case 30: isolation not effective (the isolation itself is the responder’s)', () => {
  test.each(['pendingApproval', 'running', 'partiallyRemediated', 'unremediated', 'declined'])(
    'a remediation that is %s has not handled the alert: only a success counts',
    (remediationStatus) => {
      const evidence = [
        deviceEvidence(),
        { '@odata.type': 'fileEvidence', mdeDeviceId: DEFENDER_ID, remediationStatus },
      ];
      const resolved = { status: 'resolved', investigationState: 'successfullyRemediated' };
      expect(onAlert(alert(evidence, resolved)).facts.handledBy).toBe('nobody');
      expect(onAlert(alert([deviceEvidence()], resolved)).facts.handledBy).toBe('automation');
    },
  );
});

describe('case 31: customer-owned area on an MMD device', () => {
  test.each([
    ['vpn', 'customer/it-help-desk', 'microsoft/operations'],
    ['printing', 'customer/it-help-desk', 'microsoft/operations'],
    ['line-of-business-app', 'customer/app-packaging', 'microsoft/operations'],
    ['hardware', 'customer/it-help-desk', 'microsoft/operations'],
    ['device-policy', 'microsoft/operations', 'customer/devices'],
  ])('%s goes to %s, and %s is told', (area, queue, informed) => {
    const decision = onReport({ area, devices: [NAME] });
    expect(decision).toMatchObject({ queue, inform: { queue: informed }, facts: { device: 'mmd', area } });
  });
});

test('case 32: Microsoft-provided app on non-MMD device: the customer’s, and MMD operations is always told', () => {
  const word = { title: 'Word closes at start', area: 'microsoft-app' };
  const devices = [record(), otherRecord()];
  expect(onReport({ ...word, devices: ['KASSA-7'] }, { devices })).toMatchObject({
    queue: 'customer/it-help-desk',
    inform: { queue: 'microsoft/operations' },
    facts: { device: 'non-mmd' },
  });
  expect(onReport({ ...word, devices: [NAME] }, { devices }).queue).toBe('microsoft/operations');
});

// That a fallback also raises an incident is services/notifier/src/missing-contacts.ts, shown from end to end by
// test/stories/a-missing-contact-falls-back.
describe('case 33: missing contact for the area: whom `reach` finds instead', () => {
  const contact = (area: Contact['area'], party: Contact['party'] = 'customer'): Contact => ({
    id: area,
    tenant: 'contoso',
    party,
    area,
    kind: 'group',
    name: `the ${area} team`,
    language: 'en',
    phone: null,
    role: 'preferred',
    expertAreas: [],
    hours: '24x7',
    reach: 'every',
    channels: [{ type: 'email', address: `${area}@contoso.example` }],
  });

  test.each([
    ['those of the area', [contact('security'), contact('other')], 'area', ['security']],
    ['else those of "other"', [contact('devices'), contact('other')], 'other', ['other']],
    ['else anyone of the party', [contact('devices'), contact('operations', 'microsoft')], 'any', ['devices']],
    ['and nobody is said to be nobody, never dropped', [contact('operations', 'microsoft')], 'nobody', []],
  ] as const)('%s', (_, contacts, found, areas) => {
    const { queue } = onAlert(alert([otherEvidence()]), { devices: [otherRecord()] });
    const reached = reach(queue, contacts);
    expect([reached.found, reached.contacts.map(({ area }) => area)]).toEqual([found, areas]);
  });
});

describe('case 34: "may impact the service" undecidable by machine', () => {
  const flag = (impact: 'yes' | 'no'): ServiceImpactFlag => ({
    impact,
    by: 'k.lee',
    at: instant('2022-03-01T11:00:00Z'),
  });
  const decision = (changes: Record<string, unknown>, said?: ServiceImpactFlag) =>
    onAlert(alert([otherEvidence()], changes), { devices: [otherRecord()], ...(said ? { flag: said } : {}) });

  test.each([
    ['severity', { severity: 'high' }, 'SI-high'],
    ['the tactic', { category: 'CredentialAccess' }, 'SI-tactic'],
    ['the technique', { mitreTechniques: ['T1021.002'] }, 'SI-lateral-movement'],
  ])('an explicit rule says yes for %s, and the receipt names it', (_, changes, rule) => {
    const { inform, facts, receipt } = decision(changes);
    expect([inform?.queue, facts.serviceImpact]).toEqual(['microsoft/operations', 'yes']);
    expect(receipt.serviceImpact.rules).toContain(rule);
    expect(receipt.from.serviceImpact).toContain(rule);
  });

  test('no rule says yes for what is small', () => {
    expect(decision({})).toMatchObject({ inform: null, facts: { serviceImpact: 'no' } });
  });

  test('an analyst’s word goes before every rule, both ways, and is in the receipt', () => {
    expect(decision({}, flag('yes'))).toMatchObject({
      inform: { queue: 'microsoft/operations' },
      receipt: { flag: flag('yes') },
    });
    expect(decision({ severity: 'high' }, flag('no'))).toMatchObject({ inform: null, receipt: { flag: flag('no') } });
  });
});

describe('case 35: customer applied an exclusion / RBAC hides device', () => {
  const partial = { coverage: 'partial' as const };

  test('an empty look into a directory that shows only some devices is not read as non-MMD', () => {
    const decision = onAlert(alert([deviceEvidence()]), { devices: [otherRecord()], directory: partial });
    expect(decision).toMatchObject({ ...OPEN, receipt: { devices: [{ awaitsDirectory: true }] } });
    expect(decision.receipt.from.device).toContain('only some of the devices');
  });

  test('a record that it does show decides', () => {
    const devices = [otherRecord()];
    expect(onAlert(alert([otherEvidence()]), { devices, directory: partial })).toMatchObject(CUSTOMER);
  });
});
