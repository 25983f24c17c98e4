import { describe, expect, it, test } from '@jest/globals';
import { DETAIL, INCIDENT } from '../sample.fixture.js';
import { cleanLine, cleanText } from './clean.js';
import { incidentDetailText } from './incident-detail.js';
import { incidentListText } from './incident-list.js';
import { queueOverviewText } from './queue-overview.js';
import { styleFor } from './style.js';
import { tailLine } from './tail-line.js';
import { exactTime, relativeTime } from './time.js';

const now = new Date('2026-11-22T10:12:00Z');
const plain = styleFor({ isTerminal: false, env: {} });
const longest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
const inTerminal = (width: number) => ({ style: plain, width, io: { now: () => now } as never });

test('times are told by how long ago they were, and exactly', () => {
  const ago = (seconds: number): string => relativeTime(new Date(now.getTime() - seconds * 1_000).toISOString(), now);
  expect([0, 40, 75, 180, 18_000, 1_000_000, -300].map(ago)).toEqual([
    'now',
    '40 s ago',
    '1 min ago',
    '3 min ago',
    '5 h ago',
    '12 days ago',
    'in 5 min',
  ]);
  expect(exactTime('2026-11-22T10:00:03.1234567Z')).toBe('2026-11-22 10:00:03 UTC');
  expect(relativeTime('no time', now)).toBe('?');
});

test('text of an event cannot drive the terminal', () => {
  expect(cleanLine('a\u001b[2Jb\u0007\n c\u202e')).toBe('a[2Jb c');
  expect(cleanText('one\r\ntwo\u009b31m')).toBe('one\ntwo31m');
});

test('colours are for terminals that want them', () => {
  expect(styleFor({ isTerminal: true, env: {} }).red('x')).toContain('\u001b[31m');
  for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }])
    expect(styleFor({ isTerminal: true, env }).red('x')).toBe('x');
  expect(plain.red('x')).toBe('x');
});

describe('a list of incidents', () => {
  const incidents = [
    INCIDENT,
    { ...INCIDENT, title: 'A title that goes on and on until no terminal in the world is wide enough for it' },
  ];

  it.each([80, 100, 160])('fits %i columns, with whole references and cut titles', (width) => {
    const text = incidentListText(
      incidents,
      { queue: 'microsoft/security-operations', tenant: null, part: null },
      inTerminal(width),
    );
    expect(longest(text)).toBeLessThanOrEqual(width);
    expect(text.match(/INC-1F9SN-8R38Y/g)).toHaveLength(2);
    if (width < 160) expect(text).toContain('…');
  });

  it('leaves columns out rather than the title', () => {
    const wide = incidentListText(incidents, { queue: null, tenant: null, part: null }, inTerminal(160));
    const narrow = incidentListText(incidents, { queue: null, tenant: null, part: null }, inTerminal(80));
    for (const title of ['QUEUE', 'ABOUT', 'TENANT', 'TITLE', 'STATE', 'OPENED']) expect(wide).toContain(title);
    expect(narrow).not.toContain('ABOUT');
    expect(narrow).toContain('Ransomware behaviour');
  });

  it('says when there is none', () => {
    expect(incidentListText([], { queue: 'customer/devices', tenant: 'contoso', part: null }, inTerminal(80))).toBe(
      'customer/devices, contoso: nothing here.',
    );
  });
});

describe('one incident', () => {
  it.each([80, 100])('fits %i columns', (width) => {
    const text = incidentDetailText(DETAIL, { style: plain, width, now });
    expect(longest(text)).toBeLessThanOrEqual(width);
  });

  it('says what, to what, who has it, why, who was told, what happened', () => {
    const text = incidentDetailText(DETAIL, { style: plain, width: 100, now });
    for (const part of [
      'A critical',
      'Took        Microsoft 1 h 20 min, customer 3 h, in transit 25 min',
      'on MMD-5PPZ2BWUWK8',
      'microsoft/security-operations, assigned to ana.ribeiro',
      '2026-11-22 10:05:01 UTC  7 min ago',
      'MS-4: The SOC answers security alerts on MMD devices',
      '“If the SOC detects a threat',
      'device         mmd          evidence[0]: MMD-5PPZ2BWUWK8 enrolled',
      "INC-1F9SN-8R390  B  new, the customer's (customer/security)",
      'look at it: a device was not in MMD at the time of the activity, but is now',
      'customer/e.bakker said that it may impact the service',
      'sent      2026-11-22 10:05:02 UTC  MMD Security Operations Center by email',
      'knows     2026-11-22 10:06:30 UTC  microsoft/ana.ribeiro, who worked on it',
      'customer/security  advisory  on its way, owed 7 min ago',
      'connection-refused, again in 2 min',
      'microsoft/ana.ribeiro  Isolated the device.',
      'Ransom note dropped on a network share',
    ]) {
      expect(text).toContain(part);
    }
  });
});

test('queues without work are there too', () => {
  const queue = {
    queue: 'customer/other',
    party: 'customer',
    counts: { new: 0, acknowledged: 0, waiting: 0 },
    unacknowledged: 0,
    breached: 0,
    snoozed: 0,
    offered: 0,
    oldestOpenedAt: null,
  } as const;
  expect(queueOverviewText([queue], plain, now)).toBe(
    'QUEUE           NEW  ACKNOWLEDGED  WAITING  BREACHED  SNOOZED  OFFERED  OLDEST\n' +
      'customer/other    0             0        0         0        0        0  -',
  );
});

test.each(['opened', 'service-impact-flagged'])('a line of the feed fits its terminal: %s', (what) => {
  const line = tailLine(
    {
      what,
      at: INCIDENT.openedAt,
      actor: { party: 'demarc', name: 'demarc' },
      incident: INCIDENT,
      eventIds: [],
    },
    plain,
    80,
  );
  expect(line).toHaveLength(80);
  expect(line).toMatch(/^10:05:01 {2}A {2}INC-1F9SN-8R38Y {2}(opened {11}|impact-flagged {3})\S/);
});
