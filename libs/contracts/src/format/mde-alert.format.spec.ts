import { expect, test } from '@jest/globals';
import { decode, eventsOf, fixture } from './fixtures/fixture.js';

const SUBJECT = 'events.contoso.security.mde-alert';

test('a Defender for Endpoint alert becomes one event about its device and users', () => {
  const [event] = eventsOf(SUBJECT, fixture('mde-alert'));
  expect(event).toMatchObject({
    source: 'urn:microsoft:defender:endpoint:contoso',
    version: '2022-06-08T11:30:59.2000000Z',
    severity: 'unknown',
    severityText: 'UnSpecified',
    status: 'resolved',
    handledBy: 'automation',
    area: 'endpoint',
    correlationKey: 'defender-incident:1126',
  });
  expect(event?.subjects).toEqual([
    expect.objectContaining({ type: 'device', name: 'mmd-55501234.contoso.com', path: 'machineId' }),
    expect.objectContaining({ type: 'user', name: 'm.ruiz@contoso.com', path: 'evidence[0]' }),
    expect.objectContaining({ type: 'user', name: 'm.ruiz', path: 'relatedUser' }),
  ]);
});

test('the shape of 2019 is read: no evidence, lastUpdatedTime, "null" for nothing, incident 0 for none', () => {
  const [event] = eventsOf(SUBJECT, fixture('mde-alert-2019'));
  expect(event).toMatchObject({
    version: '2019-09-02T10:00:08.5700000Z',
    category: null,
    correlationKey: 'defender-alert:da637030000000000000_31415',
    subjects: [expect.objectContaining({ defenderId: '0f0e0d0c0b0a09080706050403020100ffeeddcc', role: 'affected' })],
  });
});

test('without a machine it is still about endpoints', () => {
  const [event] = eventsOf(SUBJECT, { ...fixture('mde-alert'), machineId: null, computerDnsName: null });
  expect(event).toMatchObject({
    area: 'endpoint',
    areaFrom: 'rule source-endpoint: "microsoftDefenderForEndpoint" in serviceSource',
  });
});

test('an alert claimed by another Entra tenant is refused', () => {
  const alert = { ...fixture('mde-alert'), aadTenantId: 'ffffffff-0f4e-4f0c-9a3e-5b1f6f0c2a11' };
  expect(decode(SUBJECT, alert)).toMatchObject({ ok: false, reason: 'wrong-tenant', field: 'tenantId' });
});
