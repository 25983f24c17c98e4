import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { at } from '../fixtures/event-fixture.js';
import { socIncident } from '../fixtures/incident-fixture.js';
import { globMatches } from './glob.js';
import { SHIPPED_INHIBITION, rulesFor } from './inhibition.js';
import { maintenanceNotices } from './maintenance.js';
import { type Matcher, type Silence, isActive, silences } from './silence.js';

const incident = socIncident({ title: 'Printer PRN-7 is offline' });
const [START, END] = [at('2026-11-27T10:00:00Z'), at('2026-11-27T12:00:00Z')];
const silence = (given: Partial<Silence> = {}): Silence => ({
  id: 's',
  kind: 'silence',
  tenant: 'contoso',
  mutes: 'customer',
  matchers: [],
  startsAt: START,
  endsAt: END,
  reason: 'new printers',
  createdBy: 'customer/kim',
  ...given,
});
const mutes = (given: Partial<Silence>, queue: 'customer/security' | 'microsoft/operations' = 'customer/security') =>
  silences(silence(given), { tenant: 'contoso', queue, incident });

describe('a silence', () => {
  it('is about its own party and customer alone', () => {
    expect([mutes({}), mutes({}, 'microsoft/operations'), mutes({ tenant: 'fabrikam' })]).toEqual([true, false, false]);
    expect([mutes({ tenant: null }), mutes({ mutes: 'both' }, 'microsoft/operations')]).toEqual([true, true]);
  });

  it.each<[Matcher, boolean]>([
    [{ field: 'title', is: '~', value: '*prn-7*' }, true],
    [{ field: 'title', is: '!~', value: '*prn-7*' }, false],
    [{ field: 'severity', is: '=', value: 'b' }, true],
    [{ field: 'severity', is: '!=', value: 'B' }, false],
    [{ field: 'queue', is: '=', value: 'customer/security' }, true],
    [{ field: 'about', is: '=', value: '' }, incident.about === null],
  ])('matches %j: %s', (matcher, expected) => {
    expect(mutes({ matchers: [matcher] })).toBe(expected);
  });

  it('needs all of its matchers, and its time', () => {
    const [yes, no] = [
      { field: 'kind', is: '=', value: 'security' },
      { field: 'area', is: '=', value: 'vpn' },
    ] as const;
    expect([mutes({ matchers: [yes] }), mutes({ matchers: [yes, no] })]).toEqual([true, false]);
    expect([isActive(silence(), START), isActive(silence(), END)]).toEqual([true, false]);
  });
});

describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['a*c', 'abbc', true],
    ['a?c', 'ac', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b', 'ab b a', false],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(globMatches(pattern, text)).toBe(expected);
  });

  it('means what the same regular expression means', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const same = new RegExp(`^${pattern.replaceAll('*', '[ab]*').replaceAll('?', '.')}$`);
        expect(globMatches(pattern, text)).toBe(same.test(text));
      }),
    );
  });
});

describe('what a network outage explains', () => {
  it('is operational, in an area behind it, and says that something is unreachable', () => {
    const device = { kind: 'operational', area: 'printing', title: 'Printer PRN-7 is offline' } as const;
    expect(rulesFor(SHIPPED_INHIBITION, device)).toHaveLength(1);
    for (const other of [{ kind: 'security' }, { area: 'network' }, { title: 'Paper jam' }] as const)
      expect(rulesFor(SHIPPED_INHIBITION, { ...device, ...other })).toEqual([]);
  });
});

describe('maintenance', () => {
  it('is told to both sides, to the team that it mutes or to whom everything else goes', () => {
    const told = (matchers: readonly Matcher[]) =>
      maintenanceNotices(
        silence({ kind: 'maintenance', mutes: 'both', matchers }),
        'begins',
        ['contoso'],
        START,
        () => 'n',
      ).map(({ queue }) => queue);
    expect(told([])).toEqual(['customer/other', 'microsoft/operations']);
    expect(told([{ field: 'queue', is: '=', value: 'customer/devices' }])).toEqual([
      'customer/devices',
      'microsoft/operations',
    ]);
  });
});
