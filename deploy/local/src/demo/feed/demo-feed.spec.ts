import { describe, expect, it } from '@jest/globals';
import { type Decoded, decodeMessage, type KnownTenant, shippedPolicy, subjectOf } from '@demarc/contracts';
import { type Device, DirectoryIndex, compilePolicy, instantOf, partyOf, parseInstant, route } from '@demarc/domain';
import { DemoClock } from '../demo-clock.js';
import { type DemoDevice, demoFleet, devicesOf } from '../demo-fleet.js';
import { CONTOSO, DEMO_TENANTS, FABRIKAM, type DemoTenantName } from '../demo-tenants.js';
import { DEEDS } from '../people-at-work.js';
import { demoFeed } from './demo-feed.js';
import type { FeedItem } from './feed-item.js';

const BEGAN = new Date('2026-11-22T10:00:00Z');
const clock = new DemoClock(BEGAN);
const fleets = { contoso: demoFleet(CONTOSO), fabrikam: demoFleet(FABRIKAM) };
const feed = demoFeed({ clock, fleets });
const tenants = new Map<string, KnownTenant>(DEMO_TENANTS.map((tenant) => [tenant.name, tenant]));

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

  it('gives the queues of both parties work', async () => {
    const policy = { compiled: compilePolicy(await shippedPolicy()), because: 'the default' };
    const queues = new Set(
      feed.flatMap((item) => {
        const decoded = decode(item);
        if (!decoded.ok) return [];
        return decoded.events.flatMap((event) =>
          route(event, directoryOf(item.tenant), { policy, flag: null, now: instantOf(BEGAN) }).map(
            ({ queue }) => queue,
          ),
        );
      }),
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
});

function directoryOf(tenant: DemoTenantName): DirectoryIndex {
  const directory = new DirectoryIndex();
  directory.state = { revision: 1, asOf: instantOf(BEGAN), coverage: 'complete', freshForHours: null };
  for (const device of devicesOf(fleets[tenant])) directory.put(asDevice(device));
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
