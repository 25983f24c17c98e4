import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Decoded,
  decodeMessage,
  type KnownTenant,
  PolicyBook,
  shippedPolicies,
  subjectOf,
} from '@demarc/contracts';
import { type Decision, type Device, DirectoryIndex, instantOf, partyOf, parseInstant, route } from '@demarc/domain';
import { DEMO_ADOPTIONS } from '../adopt-policies.js';
import { renamedInTime } from '../correct-directory.js';
import { DemoClock } from '../demo-clock.js';
import { type DemoDevice, type DemoFleet, demoFleet, devicesOf } from '../demo-fleet.js';
import { CONTOSO, DEMO_TENANTS, FABRIKAM } from '../demo-tenants.js';
import { DEEDS } from '../people-at-work.js';
import { demoFeed } from './demo-feed.js';
import type { FeedItem } from './feed-item.js';

const BEGAN = new Date('2026-11-22T10:00:00Z');
const clock = new DemoClock(BEGAN);
const fleets = { contoso: demoFleet(CONTOSO), fabrikam: demoFleet(FABRIKAM) };
const feed = demoFeed({ clock, fleets });
const tenants = new Map<string, KnownTenant>(DEMO_TENANTS.map((tenant) => [tenant.name, tenant]));

let book: PolicyBook;
beforeAll(async () => {
  const at = instantOf(BEGAN);
  const adoptions = DEMO_ADOPTIONS.map(({ tenant, version, holdsFrom }) => ({
    tenant,
    version,
    holdsFrom: parseInstant(`${holdsFrom}T00:00:00Z`)!,
    adoptedAt: at,
    adoptedBy: 'microsoft/demonstration',
  }));
  book = new PolicyBook(await shippedPolicies(), adoptions);
});

function decode({ tenant, kind, format, body }: FeedItem): Decoded {
  const message = { subject: subjectOf.event(tenant, kind, format), headers: {}, receivedAt: instantOf(BEGAN) };
  return decodeMessage({ ...message, body: new TextEncoder().encode(JSON.stringify(body)) }, tenants);
}

describe('the feed of the demonstration', () => {
  it('has about forty messages, of which half come at once', () => {
    expect(feed.length).toBeGreaterThanOrEqual(36);
    expect(feed.filter(({ atS }) => atS === 0).length).toBeGreaterThanOrEqual(15);
    expect(Math.max(...feed.map(({ atS }) => atS))).toBeLessThanOrEqual(45);
  });

  it('is read by Demarc without a remark, but for the one that is misdirected', () => {
    for (const item of feed) {
      const decoded = decode(item);
      if (item.misdirected) expect(decoded).toMatchObject({ ok: false, reason: 'wrong-tenant' });
      else if (decoded.ok)
        expect(decoded.events.flatMap(({ title, remarks }) => remarks.map((remark) => [title, remark]))).toEqual([]);
      else throw new Error(`${item.tenant} ${item.format}: ${decoded.detail}`);
    }
    expect(feed.filter(({ misdirected }) => misdirected)).toHaveLength(1);
  });

  it('is the same to the byte when it is written again', () => {
    expect(JSON.stringify(demoFeed({ clock: new DemoClock(BEGAN), fleets }))).toBe(JSON.stringify(feed));
  });

  it('has every incident that its people work on', () => {
    const titles = feed.flatMap((item) => {
      const decoded = decode(item);
      return decoded.ok ? decoded.events.map(({ tenant, title }) => `${tenant}: ${title}`) : [];
    });
    for (const { tenant, title } of DEEDS) {
      expect(
        titles.filter((candidate) => candidate.startsWith(`${tenant}: `) && candidate.includes(title)),
      ).not.toHaveLength(0);
    }
  });

  it('gives the queues of both parties work', () => {
    const queues = new Set(
      feed.flatMap((item) => decide(item, directoryOf(fleets[item.tenant])).map(({ queue }) => queue)),
    );
    expect([...queues].map(partyOf)).toEqual(expect.arrayContaining(['microsoft', 'customer']));
    expect([...queues].sort()).toEqual([
      'customer/app-packaging',
      'customer/devices',
      'customer/it-help-desk',
      'customer/security',
      'microsoft/operations',
      'microsoft/security-operations',
    ]);
  });

  it('has an alert over devices of both sides, which becomes two halves', () => {
    const halves = decide(titled('A worm-like program')[0]!, directoryOf(fleets.contoso));
    expect(halves.map(({ queue }) => queue)).toEqual(['microsoft/security-operations', 'customer/security']);
  });

  it('has an alert that automation resolved, the customer’s under Fabrikam’s policy until it is new again', () => {
    const directory = directoryOf(fleets.fabrikam);
    const decided = titled('Suspicious file was remediated').map((item) => decide(item, directory)[0]!);
    expect(decided.map(({ queue, facts, policyVersion }) => [queue, facts.handledBy, policyVersion])).toEqual([
      ['customer/security', 'automation', '2023-07-13'],
      ['microsoft/security-operations', 'nobody', '2023-07-13'],
    ]);
  });

  it('has an alert on a name of two devices, which the correction of the directory settles', () => {
    const [item] = titled('remote management tool');
    const [before] = decide(item!, directoryOf(fleets.contoso));
    expect(before).toMatchObject({ party: 'microsoft', provisional: true, facts: { device: 'undetermined' } });
    const [old, replacement] = fleets.contoso.namesakes;
    const corrected = { ...fleets.contoso, namesakes: [renamedInTime(old!), replacement!] };
    const [after] = decide(item!, directoryOf(corrected));
    expect(after).toMatchObject({ party: 'customer', provisional: false, facts: { device: 'non-mmd' } });
  });
});

function titled(title: string): readonly FeedItem[] {
  return feed.filter(({ body }) => String((body as { title?: string }).title).includes(title));
}

function decide(item: FeedItem, directory: DirectoryIndex): readonly Decision[] {
  const decoded = decode(item);
  if (!decoded.ok) return [];
  return decoded.events.flatMap((event) => {
    const policy = book.inForce(item.tenant, event.firstActivityAt);
    return route(event, directory, { policy, flag: null, now: instantOf(BEGAN) });
  });
}

function directoryOf(fleet: DemoFleet): DirectoryIndex {
  const directory = new DirectoryIndex();
  directory.state = { revision: 1, asOf: instantOf(BEGAN), coverage: 'complete', freshForHours: null };
  for (const device of devicesOf(fleet)) directory.put(asDevice(device));
  return directory;
}

function asDevice(device: DemoDevice): Device {
  const ever = (value: string) => ({ value, from: null, until: null });
  const at = (days: number | null) => (days === null ? null : parseInstant(clock.daysAgo(days)));
  return {
    id: device.entraId,
    entraId: device.entraId,
    serial: device.serial,
    os: device.os,
    trustType: 'AzureAd',
    intuneId: null,
    rings: device.ring === null ? [] : [ever(device.ring)],
    tags: device.tags.map(ever),
    groups: [],
    users: [],
    registrations: [],
    names: device.names.map(({ name, from, until }) => ({ value: name, from: at(from), until: at(until) })),
    defenderIds: [ever(device.defenderId)],
    enrolments: device.enrolments.map(({ from, until }) => ({ from: at(from), until: at(until) })),
    recordedAt: instantOf(BEGAN),
  };
}
