import { describe, expect, test } from '@jest/globals';
import { decode, eventsOf, fixture } from './fixtures/fixture.js';

const SUBJECT = 'events.contoso.operational.incident';

describe('an incident report', () => {
  test('becomes one event', () => {
    const [event] = eventsOf(SUBJECT, fixture('incident'));
    expect(event).toMatchObject({
      source: 'contoso-zabbix',
      id: 'ZBX-88213',
      version: '2022-05-06T05:45:00.5000000Z',
      area: 'vpn',
      areaFrom: 'field area',
      severity: 'high',
      severityText: 'Critical',
      serviceImpact: true,
      firstActivityAt: '2022-05-06T05:40:00.0000000Z',
      correlationKey: 'incident:contoso-zabbix:vpn-gateway-west',
      remarks: [],
    });
    expect(event?.subjects.map(({ type, name, path }) => [type, name, path])).toEqual([
      ['device', 'MMD-48213377021', 'devices[0]'],
      ['device', 'mmd-1100220033', 'devices[1]'],
      ['user', 'm.ruiz@contoso.com', 'users[0]'],
      ['service', 'vpn-west', 'services[0]'],
    ]);
  });

  test('needs no more than a title', () => {
    const [event] = eventsOf(SUBJECT, { title: 'Printer on floor 2 is down' });
    expect(event).toMatchObject({ severity: 'unknown', status: 'firing', area: 'printing', version: '', subjects: [] });
    expect(event?.id).toMatch(/^report-[0-9a-f]{32}$/);
  });

  test('that is resolved without updatedAt is newer than the one that fired', () => {
    const [fired] = eventsOf(SUBJECT, { id: 'x', title: 't' });
    const [resolved] = eventsOf(SUBJECT, { id: 'x', title: 't', status: 'Resolved', endedAt: '2022-01-01T10:00:00Z' });
    expect(resolved?.status).toBe('resolved');
    expect((resolved?.version ?? '') > (fired?.version ?? '')).toBe(true);
  });

  test('with a word that is no area says so and is read by its words', () => {
    const [event] = eventsOf(SUBJECT, { title: 'VPN down', area: 'tunnels' });
    expect(event).toMatchObject({ area: 'vpn', areaFrom: 'rule vpn-words: "vpn" in title' });
    expect(event?.remarks).toContain('field area: "tunnels" is no area');
  });

  test.each([
    ['without a title', {}, 'title'],
    ['with a blank title', { title: '  ' }, 'title'],
    ['with a number for a name', { title: 't', devices: [{ name: 'a' }, { name: 5 }] }, 'devices[1]'],
    ['that is a list', [], null],
  ])('%s is refused, naming the field', (_, body, field) => {
    expect(decode(SUBJECT, body)).toMatchObject({ ok: false, reason: 'not-in-format', field });
  });

  test('with over-long names keeps two of them apart, within what one index row holds', () => {
    const eventOf = (end: string) =>
      eventsOf(SUBJECT, { title: 't', id: 'i'.repeat(900) + end, source: 's'.repeat(900) + end })[0];
    const [one, other] = [eventOf('1'), eventOf('2')];
    expect([one?.id.length, one?.source.length, one?.correlationKey.length]).toEqual([512, 256, 512]);
    expect(
      [one?.id, one?.source, one?.correlationKey].some(
        (key, i) => key === [other?.id, other?.source, other?.correlationKey][i],
      ),
    ).toBe(false);
  });

  test('meant for another tenant is refused', () => {
    expect(decode(SUBJECT, { title: 't', tenant: 'fabrikam' })).toMatchObject({ ok: false, reason: 'wrong-tenant' });
    expect(decode(SUBJECT, { title: 't', tenant: 'Contoso' })).toMatchObject({ ok: true });
  });
});
