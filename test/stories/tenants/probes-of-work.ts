import { COMMAND_NAMES, type CommandName, RESPONSES, type ResponseName, type RouteName } from '@demarc/contracts';
import type { Place } from './place.js';
import { type Probe, type Probes, listed, nothing, ofIncident } from './probe.js';

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
/** For whatever it is now; a key of its own lets the answer be kept. */
const AS_IT_IS = { 'if-match': '*' };
const reason = 'a stranger wants it';

/** What each command is given; where it names another thing, that of the place. */
const BODIES: Readonly<Record<CommandName, (at: Place) => unknown>> = {
  acknowledge: () => ({}),
  claim: () => ({}),
  assign: () => ({ to: 'somebody' }),
  comment: () => ({ text: 'hello there', visibility: 'both' }),
  resolve: () => ({ note: 'done' }),
  reopen: () => ({ note: 'not done' }),
  'service-impact': () => ({ impact: 'yes' }),
  severity: () => ({ to: 'A', reason }),
  offer: () => ({ to: 'customer/other', reason }),
  accept: () => ({}),
  refuse: () => ({ reason }),
  withdraw: () => ({ reason }),
  settle: () => ({ to: 'customer/other', note: reason }),
  engage: () => ({ note: reason }),
  request: () => ({ action: reason }),
  answer: () => ({ text: reason }),
  snooze: () => ({ until: TOMORROW, reason }),
  'agree-snooze': () => ({}),
  wake: () => ({ reason }),
  link: ({ incident }) => ({ to: incident, reason }),
  merge: ({ incident }) => ({ into: incident, reason }),
  split: ({ event }) => ({ eventIds: [event], reason }),
};
/** With these somebody's own incident can name what is not theirs. */
const NAMING: ReadonlySet<CommandName> = new Set(['link', 'merge', 'split']);

function command(name: CommandName) {
  return (at: Place, own: Place): readonly Probe[] => {
    // Two incidents that are one are refused before anybody looks: the other one is their own.
    const theirs = ofIncident(() => ({ body: BODIES[name](NAMING.has(name) ? own : at), headers: AS_IT_IS }));
    const reaching = { params: { id: own.incident }, body: BODIES[name](at), headers: AS_IT_IS };
    return [...theirs(at, own), ...(NAMING.has(name) ? [reaching] : [])];
  };
}

const respond = (name: ResponseName) => ofIncident((at) => ({ body: BODIES[name](at) }), 'incident');

/** The names of doors, each with its probes. */
const named = <Name extends RouteName, Short extends string>(
  shorts: readonly Short[],
  nameOf: (short: Short) => Name,
  probesOf: (short: Short) => Probes[RouteName],
) => Object.fromEntries(shorts.map((short) => [nameOf(short), probesOf(short)])) as unknown as Probes<Name>;

/** Doors of incidents: reading them, and working them. */
export const PROBES_OF_WORK = {
  ...named(COMMAND_NAMES, (name) => name, command),
  ...named(RESPONSES, (name) => `respond-${name}` as const, respond),
  bulk: (at) => [
    { body: { command: 'comment', body: BODIES.comment(at), items: [{ id: at.incident }, { id: at.reference }] } },
    { body: { command: 'resolve', body: {}, items: [{ id: at.incident }] }, headers: { 'idempotency-key': 'one' } },
  ],
  respondRead: ofIncident(undefined, 'incident'),
  respondNotice: ({ notice }) => [{ params: { id: notice } }],
  answerPage: () => [{ params: { token: 'AQ'.repeat(60) } }],
  answerByLink: () => [
    { params: { token: 'AQ'.repeat(60) }, body: 'text=hello', mediaType: 'application/x-www-form-urlencoded' },
  ],
  listQueues: listed(),
  listIncidents: (at, own) => [
    ...listed()(at),
    ...listed(() => ({ limit: '200', state: 'resolved' }))(at),
    ...[at.word, at.reference, at.incident.slice(0, 13), at.tenant].flatMap((q) => listed(() => ({ q }))(at)),
    { query: { q: at.word, sort: 'openedAt', linked: 'true' } },
    { query: { view: at.view } },
    { query: { assignee: at.word } },
    { query: { q: own.word } },
  ],
  readIncident: ofIncident(),
  readTimeline: ofIncident(),
  readIncidentEvents: ofIncident(),
  readNotices: ofIncident(),
  readJoint: ofIncident(),
  readReceipt: (at, own) => [
    ...ofIncident(() => ({ query: { as: 'now' } }))(at, own),
    { params: { id: own.incident }, query: { decision: at.decision } },
  ],
  verifyReceipt: (at, own) => [
    ...ofIncident()(at, own),
    { params: { id: own.incident }, query: { decision: at.decision } },
  ],
  readRawEvent: ({ event }) => [{ params: { eventId: event } }],
  // What comes over it has a story of its own; here, who is let in.
  feed: ({ tenant }) => [{ query: { tenant } }],
  listViews: listed(),
  putView: ({ tenant }) => [{ params: { name: 'mine' }, body: { query: { tenant } } }],
  deleteView: ({ view }) => [
    { params: { name: view } },
    { params: { name: view }, query: { queue: 'customer/devices' } },
  ],
  readLedger: ofIncident(),
  exportRecord: (at, own) => [
    ...ofIncident(() => ({ query: { party: 'customer' } }))(at, own),
    ...ofIncident(() => ({ query: { party: 'microsoft' } }))(at, own),
  ],
  previewNotice: ofIncident(() => ({ query: { kind: 'assignment' } })),
  me: nothing,
} satisfies Partial<Probes>;
