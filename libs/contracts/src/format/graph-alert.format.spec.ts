import { describe, expect, test } from '@jest/globals';
import { decode, eventsOf, fixture } from './fixtures/fixture.js';

const SUBJECT = 'events.contoso.security.graph-alert';
const alertWith = (changes: Record<string, unknown>) => ({ ...fixture('graph-alert'), ...changes });
const eventWith = (changes: Record<string, unknown>) => eventsOf(SUBJECT, alertWith(changes))[0];
const device = (changes: Record<string, unknown>) => ({
  '@odata.type': '#microsoft.graph.security.deviceEvidence',
  mdeDeviceId: 'd1',
  ...changes,
});

describe('a Graph alert', () => {
  test('becomes one event in our words', () => {
    const [event] = eventsOf(SUBJECT, fixture('graph-alert'));
    expect(event).toMatchObject({
      tenant: 'contoso',
      source: 'urn:microsoft:graph:security:contoso',
      id: 'da638012345678901234_-1415926535',
      version: '2022-10-18T09:52:30.0433333Z',
      kind: 'security',
      area: 'endpoint',
      severity: 'high',
      status: 'firing',
      handledBy: 'nobody',
      firstActivityAt: '2022-10-18T09:39:58.4999999Z',
      lastActivityAt: '2022-10-18T09:40:44.5000000Z',
      correlationKey: 'defender-incident:41027',
      techniques: ['T1486', 'T1490'],
      remarks: [],
    });
  });

  test('names each device once, whatever mentions it, and leaves out accounts of Windows itself', () => {
    const [event] = eventsOf(SUBJECT, fixture('graph-alert'));
    expect(event?.subjects).toEqual([
      expect.objectContaining({
        entraId: '1B6E6E0A-9F5E-4F13-8C35-6F6B1E2D7A90',
        name: 'mmd-48213377021.contoso.com',
        tags: ['M365Managed-Standard'],
        role: 'affected',
        path: 'evidence[0].mdeDeviceId',
      }),
      expect.objectContaining({ entraId: null, name: 'fs01.contoso.com', role: 'contextual', path: 'evidence[2]' }),
      expect.objectContaining({ type: 'user', name: 'm.ruiz@contoso.com', path: 'evidence[3]' }),
    ]);
  });

  test('in PascalCase with renamed types and nulls gives the host nested in a logon session', () => {
    const [event] = eventsOf(SUBJECT, fixture('graph-alert-host-only'));
    expect(event).toMatchObject({
      severity: 'medium',
      severityText: 'Medium',
      area: 'endpoint',
      firstActivityAt: '2023-02-01T08:00:00.0000000Z',
      correlationKey: 'defender-alert:aa-nested-1',
    });
    expect(event?.subjects).toEqual([
      expect.objectContaining({ type: 'device', name: 'mmd-1100220033', path: 'evidence[2].host' }),
      expect.objectContaining({ type: 'user', name: 'j.doe@contoso.com', path: 'evidence[2].account' }),
    ]);
    expect(event?.remarks).toEqual(['firstActivityDateTime is missing: the time of creation stands in']);
  });
});

test.each([
  [[], [], 'affected'],
  [['contextual'], [], 'contextual'],
  [['Scanned', 'destination'], [], 'contextual'],
  [['contextual', 'compromised'], [], 'affected'],
  [['source'], [], 'affected'],
  [['unknownFutureValue'], [], 'affected'],
  [['contextual'], ['Main device'], 'affected'],
])('a device with roles %j and detailed roles %j is %s', (roles, detailedRoles, role) => {
  expect(eventWith({ evidence: [device({ roles, detailedRoles })] })?.subjects[0]?.role).toBe(role);
});

test.each([
  [{ serviceSource: 'microsoftDefenderForIdentity' }, 'identity'],
  [{ serviceSource: 'AzureAdIdentityProtection' }, 'identity'],
  [{ serviceSource: 'microsoftDefenderForOffice365' }, 'email'],
  [{ serviceSource: 'microsoftDefenderForCloudApps' }, 'cloud-app'],
  [{ serviceSource: 'microsoftAppGovernance' }, 'cloud-app'],
  [{ serviceSource: 'dataLossPrevention' }, 'data'],
  [{ serviceSource: 'unknownFutureValue', detectionSource: 'appGovernancePolicy' }, 'cloud-app'],
  [{ serviceSource: 'microsoftDefenderForEndpoint' }, 'endpoint'],
  [{ serviceSource: 'microsoftDefenderForOffice365', evidence: [device({})] }, 'endpoint'],
  [{ serviceSource: 'microsoftDefenderForOffice365', evidence: [device({ roles: ['contextual'] })] }, 'email'],
  [{ serviceSource: null, detectionSource: null }, 'other'],
  [
    {
      evidence: [
        { '@odata.type': 'userEvidence', userAccount: { userPrincipalName: 'MSAdmin@contoso.onmicrosoft.com' } },
      ],
    },
    'mmd-service-account',
  ],
  [
    { evidence: [{ '@odata.type': 'oauthApplicationEvidence', displayName: 'Modern Workplace Management' }] },
    'mmd-service-account',
  ],
  [
    {
      evidence: [{ '@odata.type': 'userEvidence', userAccount: { userPrincipalName: 'msadmin@evil.example' } }],
      serviceSource: null,
      detectionSource: null,
    },
    'identity',
  ],
])('an alert with %j is about %s', (changes, area) => {
  expect(eventWith({ evidence: [], ...changes })?.area).toBe(area);
});

test.each([
  ['onboarded', true],
  ['CanBeOnboarded', false],
  ['insufficientInfo', false],
  ['unsupported', false],
  ['unknownFutureValue', null],
  [undefined, null],
])('a device whose onboardingStatus is %p is onboarded: %p', (onboardingStatus, onboarded) => {
  const [subject] = eventWith({ evidence: [device({ onboardingStatus })] })?.subjects ?? [];
  expect(subject).toMatchObject({ type: 'device', onboarded });
});

describe('what is missing or absurd', () => {
  test('a first activity in year 1 gives way to the time of creation, with a remark', () => {
    const event = eventWith({ firstActivityDateTime: '0001-01-01T00:00:00Z' });
    expect(event?.firstActivityAt).toBe('2022-10-18T09:41:07.1234567Z');
    expect(event?.remarks).toEqual(['firstActivityDateTime is not a sensible time: the time of creation stands in']);
  });

  test('without any time the receipt stands in, and the version is empty', () => {
    const event = eventsOf(SUBJECT, { id: 'a', title: 't' })[0];
    expect(event).toMatchObject({ firstActivityAt: '2024-05-01T00:00:00.0000000Z', version: '', severity: 'unknown' });
  });

  test.each([
    ['no id', { id: null }, 'id'],
    ['an id of the word null', { id: 'null' }, 'id'],
    ['an id too large to be exact', { id: 2 ** 60 }, 'id'],
    ['no title nor anything to stand in', { title: '', category: null }, 'title'],
    ['another type', { '@odata.type': '#microsoft.graph.security.incident' }, '@odata.type'],
  ])('%s is refused, naming the field', (_, changes, field) => {
    expect(decode(SUBJECT, alertWith(changes))).toMatchObject({
      ok: false,
      tenant: 'contoso',
      reason: 'not-in-format',
      field,
    });
  });
});
