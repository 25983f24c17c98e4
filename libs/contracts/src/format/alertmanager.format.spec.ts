import { describe, expect, test } from '@jest/globals';
import type { Json } from './format.js';
import { decode, eventsOf, fixture } from './fixtures/fixture.js';

const SUBJECT = 'events.contoso.operational.alertmanager';
const groupOf = (alert: Record<string, Json>, group: Record<string, Json> = {}) => ({
  version: '4',
  ...group,
  alerts: [alert],
});
const eventOf = (alert: Record<string, Json>) => eventsOf(SUBJECT, groupOf(alert))[0];

describe('an Alertmanager message', () => {
  test('is one event for each alert', () => {
    const [firing, resolved] = eventsOf(SUBJECT, fixture('alertmanager'));
    expect(firing).toMatchObject({
      source: 'http://alertmanager.contoso.com:9093',
      id: 'c4a2f0b1d3e4f567/2022-03-04T11:00:00.1230000Z',
      version: '0',
      status: 'firing',
      severity: 'medium',
      area: 'printing',
      title: 'The print spooler is down',
      correlationKey: 'alertmanager:http://alertmanager.contoso.com:9093:c4a2f0b1d3e4f567',
      subjects: [
        expect.objectContaining({ type: 'device', name: 'MMD-48213377021', path: 'alerts[0].labels.instance' }),
      ],
      link: 'http://prometheus.contoso.com/graph',
    });
    expect(resolved).toMatchObject({
      version: '1/2022-03-04T11:30:00.0000000Z',
      status: 'resolved',
      severity: 'high',
      area: 'conference-room',
      areaFrom: 'label area',
      lastActivityAt: '2022-03-04T11:30:00.0000000Z',
      subjects: [expect.objectContaining({ type: 'service', name: '10.4.1.20:9182' })],
      link: 'http://alertmanager.contoso.com:9093',
    });
  });

  test('that left alerts out says so on each event', () => {
    for (const { remarks } of eventsOf(SUBJECT, fixture('alertmanager'))) {
      expect(remarks).toEqual(['Alertmanager left out 3 alerts of this group (max_alerts)']);
    }
  });

  test.each([
    ['of version 3', { ...fixture('alertmanager'), version: '3' }, 'version'],
    ['without alerts', { version: '4', alerts: [] }, 'alerts'],
    ['with an alert that is none', { version: '4', alerts: ['x'] }, 'alerts[0]'],
    ['with an alert without labels', groupOf({ status: 'firing' }), 'alerts[0].labels'],
  ])('%s is refused', (_, body, field) => {
    expect(decode(SUBJECT, body)).toMatchObject({ ok: false, reason: 'not-in-format', field });
  });
});

test('an alert without a fingerprint is named by its labels, in whatever order they come', () => {
  const startsAt = '2022-01-01T00:00:00Z';
  const one = eventOf({ labels: { alertname: 'A', job: 'j' }, startsAt });
  const other = eventOf({ labels: { job: 'j', alertname: 'A' }, startsAt });
  expect(one?.id).toMatch(/^labels-[0-9a-f]{32}\/2022/);
  expect(other?.id).toBe(one?.id);
});

test.each([
  ['critical', 'high'],
  ['PAGE', 'high'],
  ['error', 'medium'],
  ['warning', 'medium'],
  ['minor', 'low'],
  ['none', 'informational'],
  ['P3', 'unknown'],
])('severity %s is %s', (word, severity) => {
  expect(eventOf({ labels: { alertname: 'A', severity: word } })).toMatchObject({ severity, severityText: word });
});

test.each([
  ['VPNTunnelDown', 'vpn'],
  ['ProxyErrorRate', 'proxy'],
  ['HighCpuUsage', 'device-health'],
  ['disk_will_fill', 'device-health'],
  ['DNSLookupFailing', 'network'],
  ['WindowsUpdateStuck', 'windows-update'],
  ['SomethingOdd', 'other'],
])('an alert named %s is about %s', (alertname, area) => {
  expect(eventOf({ labels: { alertname } })?.area).toBe(area);
});

test.each(['localhost:9100', 'https://intranet.contoso.com/health', '10.0.0.7', '[fe80::1]:9100'])(
  'the scraped target %s is not taken for a device',
  (instance) => {
    expect(eventOf({ labels: { alertname: 'A', instance } })?.subjects).toEqual([
      expect.objectContaining({ type: 'service' }),
    ]);
  },
);
