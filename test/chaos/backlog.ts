import { type Instant, type SourceEvent, parseInstant } from '@demarc/domain';
import { decodeMessage, subjectOf } from '@demarc/contracts';
import { graphAlert } from '../bench/alert-maker.js';
import type { SeededRandom } from '../harness/seeded-random.js';

export const TENANTS = ['contoso', 'fabrikam', 'tailspin', 'adatum', 'woodgrove'] as const;
type Tenant = (typeof TENANTS)[number];

/** `update`: a newer version of an alert; `repeat`: another event of the same trouble; `duplicate`: the very same event. */
type Sort = 'alert' | 'update' | 'repeat' | 'duplicate' | 'unreadable';

export interface BacklogMessage {
  /** Names the message, not the event: duplicates differ in it. */
  readonly id: string;
  readonly sort: Sort;
  readonly subject: string;
  readonly body: string;
  /** What makes the event one of its kind; null when it cannot be read. */
  readonly key: string | null;
}

export const keyOf = ({
  tenant,
  source,
  id,
  version,
}: Pick<SourceEvent, 'tenant' | 'source' | 'id' | 'version'>): string => JSON.stringify([tenant, source, id, version]);

const MIXTURE: readonly Sort[] = [
  ...Array<Sort>(50).fill('alert'),
  ...Array<Sort>(20).fill('update'),
  ...Array<Sort>(17).fill('repeat'),
  ...Array<Sort>(11).fill('duplicate'),
  ...Array<Sort>(2).fill('unreadable'),
];
const ENTRA_TENANT_ID = 'b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c';
const BEGAN = Date.parse('2024-03-01T08:00:00Z');
const TROUBLES_PER_TENANT = 40;
const UPDATE_AFTER_MS = 60_000;

/** `count` messages of five tenants, in an order that only the seed decides. */
export function makeBacklog(count: number, random: SeededRandom): readonly BacklogMessage[] {
  const messages: BacklogMessage[] = [];
  const alerts: { n: number; tenant: Tenant; versions: number }[] = [];
  for (let n = 0; n < count; n += 1) {
    const tenant = random.pick(TENANTS);
    const wanted = random.pick(MIXTURE);
    // An update or a duplicate needs something before it.
    const sort = alerts.length === 0 ? 'alert' : wanted;
    messages.push({ id: `message-${n}`, sort, ...content(n, sort, tenant) });
  }
  return messages;

  function content(n: number, sort: Sort, tenant: Tenant): Pick<BacklogMessage, 'subject' | 'body' | 'key'> {
    switch (sort) {
      case 'alert':
        alerts.push({ n, tenant, versions: 1 });
        return readable(alertSubject(tenant), alertBody(n, 1));
      case 'update': {
        const alert = random.pick(alerts);
        alert.versions += 1;
        return readable(alertSubject(alert.tenant), alertBody(alert.n, alert.versions));
      }
      case 'repeat':
        return readable(subjectOf.event(tenant, 'operational', 'incident'), troubleBody(n, tenant, random));
      case 'duplicate':
        return again(random.pick(recentOf(messages)));
      case 'unreadable':
        return { ...unreadable(n, tenant, random), key: null };
      default:
        return sort satisfies never;
    }
  }
}

const REACH = 2_000;

/** What a duplicate may repeat: readable, and not long ago, so that both are often in work at once. */
function recentOf(messages: readonly BacklogMessage[]): readonly BacklogMessage[] {
  return messages.slice(-REACH).filter(({ key }) => key !== null);
}

const again = ({ subject, body, key }: BacklogMessage) => ({ subject, body, key });

const alertSubject = (tenant: Tenant) => subjectOf.event(tenant, 'security', 'graph-alert');

function alertBody(n: number, version: number): string {
  const updated = new Date(BEGAN + n + version * UPDATE_AFTER_MS).toISOString();
  return JSON.stringify({ ...graphAlert(n, ENTRA_TENANT_ID, new Date(BEGAN + n)), lastUpdateDateTime: updated });
}

/** One of a few troubles of the tenant, which now and then is reported to be over. */
function troubleBody(n: number, tenant: Tenant, random: SeededRandom): string {
  const trouble = `trouble-${random.between(0, TROUBLES_PER_TENANT)}`;
  const at = new Date(BEGAN + n).toISOString();
  return JSON.stringify({
    id: `report-${n}`,
    dedupKey: `${tenant}-${trouble}`,
    source: 'network-watch',
    title: `Packets are lost (${trouble})`,
    area: 'network',
    severity: 'medium',
    status: random.next() < 0.05 ? 'resolved' : 'firing',
    startedAt: at,
    updatedAt: at,
    endedAt: at,
  });
}

/** Each carries its own name, by which its quarantine row is found. */
function unreadable(n: number, tenant: Tenant, random: SeededRandom): { subject: string; body: string } {
  return random.pick([
    { subject: alertSubject(tenant), body: `{"id":"broken-message-${n}","title":` },
    { subject: subjectOf.event(tenant, 'security', 'smoke-signals'), body: `{"id":"broken-message-${n}"}` },
    { subject: 'events.nobody.security.graph-alert', body: `{"id":"broken-message-${n}"}` },
    { subject: alertSubject(tenant), body: `["broken-message-${n}"]` },
  ]);
}

const known = new Map(TENANTS.map((name) => [name as string, { name, entraTenantId: null }]));

/** A message of a test's own, read as the router will. Its event must be of its own kind, since none follows it. */
export function ownMessage(id: string, subject: string, body: string): BacklogMessage {
  const decoded = decode(subject, body);
  return {
    id,
    subject,
    body,
    sort: decoded.ok ? 'alert' : 'unreadable',
    key: decoded.ok ? keyOf(decoded.events[0]!) : null,
  };
}

const decode = (subject: string, body: string) =>
  decodeMessage(
    { subject, headers: {}, body: Buffer.from(body), receivedAt: parseInstant('2024-04-01T00:00:00Z') as Instant },
    known,
  );

function readable(subject: string, body: string): Pick<BacklogMessage, 'subject' | 'body' | 'key'> {
  const decoded = decode(subject, body);
  if (!decoded.ok) throw new Error(`the backlog holds a message that should be readable: ${decoded.detail}`);
  return { subject, body, key: keyOf(decoded.events[0]!) };
}
