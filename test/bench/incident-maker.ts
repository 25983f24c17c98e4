import {
  CLAIMS_KEPT,
  type Due,
  type Incident,
  type Offer,
  type SourceEvent,
  type Subject,
  deviceKey,
  eventName,
  instantOf,
  keysOfSubject,
  openIncident,
  referenceOf,
} from '@demarc/domain';
import { SeededRandom } from '../harness/seeded-random.js';
import { benchEvent } from './decide-events.js';
import { defenderIdOf, entraIdOf, isEnrolled, nameOf, userOf } from './device-maker.js';
import { type IncidentSort, incidentSorts } from './incident-sorts.js';
import { ASSIGNEES, OPERATIONAL_TITLES, PLACES, SECURITY_TITLES } from './seen-words.js';

/** The newest incident was opened then. */
export const NEWEST_MS = Date.UTC(2026, 10, 22, 10);
/** A year for a million of them. */
const EVERY_MS = 31_500;
/** Few of them have most of the incidents. */
export const MADE_TENANTS = Array.from({ length: 300 }, (_, n) => `customer-${n}`);
const DEVICES = 200_000;
/** Two fifths of the newest are open, and one of so many of all others was forgotten. */
const NEW_SHARE = 0.06;
const OPEN_SHARE_OF_NEW = 0.4;
const FORGOTTEN_SHARE = 0.0064;
const ROW_BITS = 2 ** 16;

export interface MadeIncident {
  readonly incident: Incident;
  /** The keys of the directory under which it is found. */
  readonly named: readonly string[];
}

/** Makes the `n`th of `count` incidents of a year, the last one the newest; the same for the same arguments. */
export async function incidentMaker(count: number): Promise<(n: number) => MadeIncident> {
  const queues = await incidentSorts();
  return (n) => {
    const chance = new SeededRandom(n);
    let place = chance.between(0, 100);
    const { sorts } = queues.find(({ share }) => (place -= share) < 0)!;
    const sort = sorts[skewed(chance, 2, sorts.length)]!;
    const openedMs = NEWEST_MS - (count - 1 - n) * EVERY_MS;
    const event = eventOf(n, sort, openedMs, chance);
    const id = idAt(openedMs, n, chance);
    const sighting = { eventId: id, decisionId: id, event, decision: sort.decision };
    const [opened] = openIncident(id, sighting, instantOf(openedMs));
    if (opened?.type !== 'incident.opened') throw new Error('An incident begins with its opening.');
    const about = event.subjects.find(({ name }) => name !== null)?.name ?? null;
    const incident = { ...opened.incident, reference: referenceOf(id), about, ...found(event, chance) };
    const isOpen = chance.next() < (n >= count * (1 - NEW_SHARE) ? OPEN_SHARE_OF_NEW : FORGOTTEN_SHARE);
    return { incident: { ...incident, ...worked(incident, isOpen, openedMs, chance) }, named: namedIn(event) };
  };
}

/** A place among `length`, the first ones the more often the greater `power` is. */
function skewed(chance: SeededRandom, power: number, length: number): number {
  return Math.floor(chance.next() ** power * length);
}

function eventOf(
  n: number,
  { kind, area, enrolled }: IncidentSort,
  openedMs: number,
  chance: SeededRandom,
): SourceEvent {
  const drawn = skewed(chance, 1.5, DEVICES);
  const device = isEnrolled(drawn) === enrolled ? drawn : drawn - (drawn % 10) + (enrolled ? 1 : 0);
  const place = chance.pick(PLACES);
  const title =
    kind === 'security'
      ? SECURITY_TITLES[skewed(chance, 2, SECURITY_TITLES.length)]!
      : `${OPERATIONAL_TITLES[skewed(chance, 2, OPERATIONAL_TITLES.length)]!}, ${place}`;
  const at = instantOf(openedMs - chance.between(1_000, 3_600_000));
  const id =
    kind === 'security' ? `da637${String(995_287_051_192 + n * 7)}_${chance.between(1, 2 ** 31)}` : `ticket-${n}`;
  return {
    ...benchEvent(n, DEVICES),
    tenant: MADE_TENANTS[skewed(chance, 3, MADE_TENANTS.length)]!,
    source:
      kind === 'security' ? 'microsoftDefenderForEndpoint' : chance.pick(['zabbix', 'prometheus', 'service-desk']),
    id,
    kind,
    area,
    title,
    correlationKey: kind === 'security' ? `defender-incident:${1_000_000 + n}` : `incident:service-desk:${id}`,
    firstActivityAt: at,
    lastActivityAt: at,
    subjects: subjectsOf(device, kind === 'security', chance),
  };
}

function subjectsOf(n: number, isSecurity: boolean, chance: SeededRandom): Subject[] {
  const { subjects } = benchEvent(0, 1);
  const device = subjects.find((subject) => subject.type === 'device');
  const user = subjects.find((subject) => subject.type === 'user');
  const ids = isSecurity
    ? { entraId: chance.next() < 0.5 ? entraIdOf(n) : null, defenderId: defenderIdOf(n), name: nameOf(n) }
    : { entraId: null, defenderId: null, name: nameOf(n), serial: chance.next() < 0.3 ? `SN${n}` : null };
  return [{ ...device!, ...ids }, ...(chance.next() < 0.6 ? [{ ...user!, name: userOf(n) }] : [])];
}

/** What later events and a look at the decision leave behind. */
function found(event: SourceEvent, chance: SeededRandom): Partial<Incident> {
  const joined = chance.next() < 0.1 ? chance.between(1, 5) : chance.next() < 0.01 ? CLAIMS_KEPT - 1 : 0;
  const later = Array.from({ length: joined }, (_, at) => eventName({ ...event, id: `${event.id}-${at}` }));
  return {
    claims: [eventName(event), ...later],
    eventCount: 1 + joined,
    severity: chance.next() < 0.08 ? 'A' : chance.next() < 0.4 ? 'B' : 'C',
    review: chance.next() < 0.03 ? ['conflict'] : [],
    provisional: chance.next() < 0.02,
    linked: chance.next() < 0.05 ? [idAt(NEWEST_MS, 0, chance)] : [],
  };
}

function worked(incident: Incident, isOpen: boolean, openedMs: number, chance: SeededRandom): Partial<Incident> {
  const isTaken = !isOpen || chance.next() < 0.6;
  const dues = isOpen ? [dueAfter(openedMs, isTaken ? 'update' : 'first-response', chance)] : [];
  const breached = chance.next() < 0.04;
  const timers = { 'first-response': { since: incident.openedAt, usedMinutes: 0, warned: breached, breached } };
  const offer = isOpen && chance.next() < 0.01 ? offerOf(incident) : null;
  if (!isTaken) return { dues, timers, offer };
  const takenMs = openedMs + chance.between(60_000, 4 * 3_600_000);
  const assignee = chance.next() < 0.9 ? ASSIGNEES[skewed(chance, 2, ASSIGNEES.length)]! : null;
  const taken = { assignee, acknowledgedAt: instantOf(takenMs), revision: 3, dues, timers, offer };
  const until = instantOf(NEWEST_MS + 3_600_000);
  const snoozed =
    chance.next() < 0.04 ? { until, by: 'microsoft/dana', at: until, because: 'Later.', agreedBy: null } : null;
  if (isOpen) return { ...taken, snoozed, state: chance.next() < 0.15 ? 'waiting' : 'acknowledged' };
  const resolvedAt = instantOf(takenMs + chance.between(60_000, 72 * 3_600_000));
  const resolution = { classification: 'truePositive', determination: 'malware', note: 'Cleaned and returned.' };
  return { ...taken, state: 'resolved', resolvedAt, resolution, revision: 4 };
}

function dueAfter(openedMs: number, clock: Due['clock'], chance: SeededRandom): Due {
  return { clock, phase: 'due', at: instantOf(openedMs + chance.between(600_000, 48 * 3_600_000)) };
}

function offerOf({ queue, openedAt }: Incident): Offer {
  const to = queue === 'microsoft/operations' ? 'microsoft/security-operations' : 'microsoft/operations';
  const rest = { by: 'customer/dana', reason: 'It is yours.', at: openedAt, escalateAt: null, dueAt: openedAt };
  return { id: idAt(NEWEST_MS, 0, new SeededRandom(0)), from: queue, to, ...rest };
}

function namedIn({ subjects }: SourceEvent): readonly string[] {
  return subjects.flatMap((subject) => {
    if (subject.type === 'device') return keysOfSubject(subject);
    return subject.name ? [deviceKey.user(subject.name)] : [];
  });
}

/** A UUIDv7 of that time. */
function idAt(ms: number, n: number, chance: SeededRandom): string {
  const hex = (value: number, length: number) => Math.floor(value).toString(16).padStart(length, '0');
  const time = hex(ms, 12);
  const [a, b] = [hex(n % 4_096, 3), hex(chance.next() * ROW_BITS, 4)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-8${b.slice(1)}-${hex(chance.next() * 2 ** 24, 6)}${hex(chance.next() * 2 ** 24, 6)}`;
}
