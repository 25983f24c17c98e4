import type { PolicyBook } from '@demarc/contracts';
import { type Device, type Incident, type SourceEvent, eventName, route } from '@demarc/domain';
import type { ClaimedEvent, RoutedBatch } from '@demarc/store';
import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  NOW,
  alert,
  directoryOf,
  enrolled,
  knownAfter,
  message,
  planning,
  policies,
  subject,
} from '../../fixtures/a-plan.js';
import { planRedecision } from '../redecide/plan-redecision.js';
import { planBatch } from './plan-batch.js';

type Batch = Omit<RoutedBatch, 'quarantined' | 'settled'>;
const DEVICES = [1, 2, 3].map((n) => `1111111${n}-2222-3333-4444-555555555555`);

let book: PolicyBook;
beforeAll(async () => {
  book = await policies();
});

/** Whether each device is in MMD. */
type Enrolled = readonly boolean[];
type Step =
  | { readonly what: 'events'; readonly events: readonly { id: number; devices: readonly number[]; merged: boolean }[] }
  | { readonly what: 'directory'; readonly enrolled: Enrolled };

const someDevices = fc.subarray([0, 1, 2], { minLength: 0 });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      what: fc.constant('events' as const),
      events: fc.array(fc.record({ id: fc.nat(3), devices: someDevices, merged: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
    fc.record({
      what: fc.constant('directory' as const),
      enrolled: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** What a router and its store would do, in memory: every batch commits, every directory is looked through at once. */
class World {
  readonly #batches: Batch[] = [];
  readonly newest = new Map<string, SourceEvent>();
  #enrolled: Enrolled = [true, false, false];
  #version = 0;

  directory() {
    const devices = DEVICES.map((entraId, n): Device => {
      const enrolments = this.#enrolled[n] ? [{ from: null, until: null }] : [];
      return enrolled({ id: `00000000-0000-7000-8000-00000000000${n}`, entraId, names: [], enrolments });
    });
    return directoryOf(...devices);
  }

  take(step: Step): void {
    if (step.what === 'events') return this.#arrive(step.events);
    this.#enrolled = step.enrolled;
    this.#redecide();
  }

  open(): readonly Incident[] {
    return [...this.#known().incidents.values()].filter(({ state }) => state !== 'resolved');
  }

  #arrive(given: Extract<Step, { what: 'events' }>['events']): void {
    const events = given.map(({ id, devices, merged }) => {
      this.#version += 1;
      const subjects = devices.map((n) => subject({ entraId: DEVICES[n]!, path: `evidence[${n}]` }));
      const correlationKey = merged ? 'merged' : `own-${id % 2}`;
      const version = String(this.#version).padStart(6, '0');
      const event = alert({ id: `event-${id}`, version, subjects, correlationKey });
      this.newest.set(eventName(event), event);
      return event;
    });
    const messages = events.map((event) => message(event));
    this.#batches.push(planBatch(messages, this.#known(), planning(book, this.directory())).batch);
  }

  #redecide(): void {
    const known = this.#known();
    const incidentIds = this.open().map(({ id }) => id);
    const rows = this.#batches.flatMap(({ events }) => events);
    const nameOf = new Map(rows.map(({ eventId, event }) => [eventId, eventName(event)]));
    const newest = new Map(rows.map((row) => [eventName(row.event), row]));
    const claimed = new Map<string, ClaimedEvent>();
    for (const { incidentId, eventId } of this.#batches.flatMap(({ decisions }) => decisions)) {
      const name = nameOf.get(eventId)!;
      claimed.set(`${incidentId} ${name}`, { incidentId, ...newest.get(name)! });
    }
    const events = [...claimed.values()].filter(({ incidentId }) => incidentIds.includes(incidentId));
    const again = { incidentIds, events, known, because: 'The directory changed', record: 'changes' } as const;
    this.#batches.push(planRedecision(again, planning(book, this.directory())));
  }

  #known() {
    return knownAfter(...this.#batches);
  }
}

it('whatever comes in whatever order, each part of an event is in exactly one open incident: that of its owner', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) {
        world.take(step);
        const open = world.open();
        const places = open.map(({ tenant, correlationKey, party }) => `${tenant} ${correlationKey} ${party}`);
        expect(new Set(places).size).toBe(places.length);
        const inputs = { policy: book.inForce('contoso', NOW), flag: null, now: NOW };
        for (const [name, event] of world.newest) {
          const owners = route(event, world.directory(), inputs).map(({ party }) => party);
          const holders = open.filter(({ claims }) => claims!.includes(name)).map(({ party }) => party);
          expect(holders.toSorted()).toEqual(owners.toSorted());
        }
      }
    }),
    { numRuns: 300 },
  );
});
