import { ROUTES, pathTo } from '@demarc/contracts';
import { QUEUES } from '@demarc/domain';
import type { SeededRandom } from '../harness/seeded-random.js';
import { nameOf, userOf } from './device-maker.js';
import { MADE_TENANTS } from './incident-maker.js';
import { ASSIGNEES, PLACES } from './seen-words.js';

export type AskedFor = 'a page' | 'a search' | 'counts';

export interface DeskRequest {
  readonly what: AskedFor;
  readonly path: string;
  /** A page whose next one is asked for after it, as somebody who scrolls does. */
  readonly goesOn: boolean;
}

type Query = Readonly<Record<string, string | readonly string[] | boolean | number>>;

const OPEN = ['new', 'acknowledged', 'waiting'];
const COMMON_WORDS = ['suspicious', 'ransomware', 'vpn', 'printer', 'update failed', 'credential'];
const page = (query: Query): DeskRequest => ({ what: 'a page', path: listPath(query), goesOn: false });
const search = (query: Query): DeskRequest => ({ what: 'a search', path: listPath(query), goesOn: false });
const counts = (path: string): DeskRequest => ({ what: 'counts', path, goesOn: false });
const listPath = (query: Query) => pathTo(ROUTES.listIncidents, {}, query);

/** What desks ask for, in the shares of a hundred in which they do. Mostly what is open, worst first. */
const MIX: readonly { readonly share: number; readonly ask: (chance: SeededRandom) => DeskRequest }[] = [
  { share: 18, ask: (chance) => ({ ...page(open(chance, { sort: 'severity' })), goesOn: chance.next() < 0.3 }) },
  { share: 8, ask: (chance) => ({ ...page(open(chance, { sort: '-openedAt' })), goesOn: chance.next() < 0.3 }) },
  { share: 6, ask: (chance) => page(open(chance, { sort: 'nextDueAt' })) },
  { share: 3, ask: (chance) => page(open(chance, { sort: '-lastActivityAt' })) },
  { share: 6, ask: (chance) => page(open(chance, { tenant: tenant(chance), sort: 'severity' })) },
  { share: 6, ask: (chance) => page({ state: OPEN, assignee: chance.pick(ASSIGNEES), sort: 'nextDueAt' }) },
  { share: 4, ask: (chance) => page(open(chance, { state: ['new'], sort: 'severity' })) },
  { share: 3, ask: (chance) => page({ state: OPEN, party: chance.pick(['microsoft', 'customer']), sort: 'severity' }) },
  { share: 2, ask: () => page({ state: OPEN, sort: '-lastActivityAt' }) },
  { share: 3, ask: (chance) => page({ state: OPEN, [chance.pick(['review', 'provisional', 'linked'])]: true }) },
  { share: 2, ask: (chance) => page({ state: OPEN, [chance.pick(['breached', 'snoozed'])]: true, sort: 'severity' }) },
  { share: 3, ask: (chance) => page({ state: OPEN, area: chance.pick(['vpn', 'hardware', 'identity']) }) },
  { share: 1, ask: () => page({ kind: 'change', sort: '-openedAt' }) },
  { share: 4, ask: (chance) => page(ofQueue(chance, { state: 'resolved', sort: '-openedAt' })) },
  { share: 1, ask: (chance) => page(ofQueue(chance, { state: 'resolved', sort: 'severity' })) },
  { share: 3, ask: (chance) => page({ tenant: tenant(chance), sort: '-openedAt' }) },
  { share: 1, ask: (chance) => page({ state: 'resolved', assignee: chance.pick([...ASSIGNEES, 'nobody.here']) }) },
  { share: 1, ask: () => page({ sort: '-openedAt' }) },
  { share: 3, ask: (chance) => search({ state: OPEN, q: device(chance), sort: 'severity' }) },
  { share: 3, ask: (chance) => search({ q: device(chance) }) },
  { share: 2, ask: (chance) => search({ q: device(chance).slice(0, 9) }) },
  { share: 2, ask: (chance) => search({ q: userOf(drawn(chance)).split('@')[0]! }) },
  { share: 2, ask: (chance) => search({ q: `ticket-${chance.between(0, 1_000_000)}` }) },
  { share: 3, ask: (chance) => search(open(chance, { q: chance.pick(COMMON_WORDS), sort: 'severity' })) },
  {
    share: 2,
    ask: (chance) => search({ q: `${chance.pick(COMMON_WORDS)} ${chance.pick(PLACES)}`, state: 'resolved' }),
  },
  { share: 1, ask: () => search({ q: 'no such thing anywhere' }) },
  { share: 4, ask: (chance) => counts(pathTo(ROUTES.listViews, {}, { queue: chance.pick(QUEUES) })) },
  { share: 3, ask: () => counts(ROUTES.listQueues.path) },
];

export function deskRequest(chance: SeededRandom): DeskRequest {
  let place = chance.between(0, 100);
  return MIX.find(({ share }) => (place -= share) < 0)!.ask(chance);
}

const ofQueue = (chance: SeededRandom, query: Query): Query => ({ queue: chance.pick(QUEUES), ...query });
const open = (chance: SeededRandom, query: Query): Query => ofQueue(chance, { state: OPEN, ...query });
const tenant = (chance: SeededRandom): string => MADE_TENANTS[Math.floor(chance.next() ** 3 * MADE_TENANTS.length)]!;
/** A device as the incidents draw theirs: some have many. */
const drawn = (chance: SeededRandom): number => Math.floor(chance.next() ** 1.5 * 200_000);
const device = (chance: SeededRandom): string => nameOf(drawn(chance));
