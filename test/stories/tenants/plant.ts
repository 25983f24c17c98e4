import { randomUUID } from 'node:crypto';
import { defenderAlert, deviceEvidence, report } from '../../harness/alerts.js';
import { deskOf } from '../../harness/desk.js';
import { incidentTitled } from '../../harness/look.js';
import { everythingFound, everythingTold } from '../../harness/settled.js';
import type { Stack } from '../../harness/stack.js';
import { SECRET } from '../../harness/tenant-kit.js';
import { type Place, absent } from './place.js';
import { SAME_POLICY } from './probes-of-keeping.js';

/** Of a tenant: what everybody of it may see, what is security's, and what is internal to Microsoft. */
export type Class = 'everyday' | 'guarded' | 'inner';

export interface Owner {
  readonly tenant: string;
  /** What all of its words begin with. */
  readonly word: string;
}

/** Every word that was planted. */
export const planted = new Set<string>();

/** A word that is nowhere else: of whom, of which class, for which thing. */
export function wordOf({ word }: Owner, is: Class, thing: string): string {
  const made = `${word}${is}${thing}`;
  planted.add(made);
  return made;
}
const ANA = 'microsoft/ana';

const deviceOf = ({ word, tenant }: Owner, managed: boolean) => ({
  entraId: `${tenant === 'contoso' ? 'aaaaaaaa' : 'bbbbbbbb'}-0000-4000-8000-00000000000${managed ? 1 : 2}`,
  defenderId: (tenant === 'contoso' ? 'a' : 'b').repeat(39) + (managed ? '1' : '2'),
  name: wordOf({ word, tenant }, 'everyday', managed ? 'inside' : 'outside'),
});

/** All that is kept for a tenant, and an incident that everybody of it may see. */
export async function plantEveryday(stack: Stack, owner: Owner): Promise<void> {
  const { tenant } = owner;
  const word = (thing: string) => wordOf(owner, 'everyday', thing);
  const contact = wordOf(owner, 'guarded', 'contact');
  const admin = { as: `customer:${tenant}/dana` };
  const microsoft = { as: ANA };
  const base = `/v1/tenants/${tenant}`;
  const csv = { 'content-type': 'text/csv' };
  const ok = async (call: Promise<{ status: number; body: unknown }>): Promise<void> => {
    const { status, body } = await call;
    if (status >= 300) throw new Error(`planting ${tenant} was answered ${status}: ${JSON.stringify(body)}`);
  };
  await ok(stack.http.post('/v1/tenants', { tenant, name: word('name') }));
  const [managed, other] = [deviceOf(owner, true), deviceOf(owner, false)];
  await ok(
    stack.http.put(
      `${base}/directory/devices`,
      `entra_device_id,serial,name,defender_ids,ring,enrolled_from
${managed.entraId},${word('serial')},${managed.name},${managed.defenderId},Broad,2021-01-01
${other.entraId},SN-2,${other.name},${other.defenderId},,
`,
      csv,
    ),
  );
  const hook = `${stack.receiver.url}/${tenant}`;
  const contacts = [
    ...['devices', 'app-packaging', 'it-help-desk', 'other'].map(
      (area) => `${area},group,${word('contact')},${word('mail')}@${tenant}.example,${hook},${SECRET}`,
    ),
    `security,group,${contact},${contact}@${tenant}.example,${hook},${SECRET}`,
  ];
  const head = 'area,kind,name,email,webhook_url,webhook_secret';
  await ok(stack.http.put(`${base}/directory/contacts`, `${[head, ...contacts].join('\n')}\n`, csv));
  for (const [area, member, because] of [
    ['devices', word('contact'), word('override')],
    ['security', contact, wordOf(owner, 'guarded', 'override')],
  ] as const) {
    const rotation = { every: 'day', handoverAt: '09:00', startsOn: '2026-01-01', members: [member] };
    const override = { from: '2030-01-01T00:00:00Z', until: '2030-01-02T00:00:00Z', contact: member, because };
    await ok(stack.http.put(`${base}/schedules/${area}`, { timeZone: 'UTC', rotation, overrides: [override] }));
  }
  const rule = { id: word('rule'), area: 'printing', words: [word('ruled')] };
  await ok(stack.http.put(`${base}/area-rules`, [rule], admin));
  const target = { areas: ['printing'], titles: [word('inhibited')] };
  const rules = [{ name: word('inhibition'), source: { areas: ['vpn'], severities: ['A'] }, target }];
  await ok(stack.http.put(`${base}/inhibition-rules`, { rules }, microsoft));
  const escalation = { name: word('escalation'), steps: [{ afterMinutes: 90, to: 'team' }], rounds: 1 };
  await ok(stack.http.put(`${base}/service-levels`, { escalation: { 'customer/other': escalation } }, microsoft));
  const text = `Subject: ${word('template')}\n\n## About\n\nSomething\n`;
  await ok(stack.http.put(`${base}/templates`, { kind: 'digest', language: 'en', text }, admin));
  await ok(stack.http.put(`/v1/views/${word('view')}`, { query: { q: word('viewed') } }, admin));
  await ok(stack.http.post(`${base}/keys`, { name: word('key'), purpose: 'read' }, admin));
  const endsAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const matchers = [{ field: 'title', is: '=', value: word('matched') }];
  await ok(stack.http.post('/v1/silences', { tenant, endsAt, reason: word('silence'), matchers }, admin));
  const maintenance = { tenant, kind: 'maintenance', endsAt, reason: word('maintenance'), matchers, mutes: 'both' };
  await ok(stack.http.post('/v1/silences', maintenance, microsoft));
  const policy = word('policy');
  await ok(stack.http.post('/v1/policies', { document: SAME_POLICY(policy), tenant }, microsoft));
  await ok(stack.http.post(`${base}/policies`, { version: policy, holdsFrom: '2040-01-01' }, microsoft));
  await stack.publish(`events.${tenant}.operational.incident`, `{"broken": "${word('quarantined')}`);
  await plantIncidents(stack, owner);
  await everythingTold(stack);
  await everythingFound(stack);
}

const raise = (stack: Stack, tenant: string, given: Record<string, unknown>) =>
  stack.publish(`events.${tenant}.operational.incident`, report({ source: 'plant', ...given }));

async function plantIncidents(stack: Stack, owner: Owner): Promise<void> {
  const { tenant } = owner;
  const word = (thing: string) => wordOf(owner, 'everyday', thing);
  const desk = deskOf(stack);
  const dana = `customer:${tenant}/dana`;
  await raise(stack, tenant, { title: word('title'), about: word('about'), area: 'printing', location: word('place') });
  await raise(stack, tenant, { title: word('merged'), area: 'printing' });
  await raise(stack, tenant, { title: `${word('unmatched')} strange`, devices: [deviceOf(owner, false).name] });
  const { id } = await incidentTitled(stack, word('title'));
  const { id: merged } = await incidentTitled(stack, word('merged'));
  await desk.ask(
    id,
    'comment',
    dana,
    { text: word('comment'), visibility: 'both' },
    { 'idempotency-key': randomUUID() },
  );
  await desk.act(merged, 'merge', dana, { into: id, reason: word('reason') });
  await desk.act(id, 'service-impact', dana, { impact: 'yes', note: word('note') });
  await desk.act(id, 'assign', dana, { to: word('assignee') });
  await desk.act(id, 'comment', ANA, { text: wordOf(owner, 'inner', 'comment'), visibility: 'own-party' });
}

/** Security: at the SOC, at the customer's, an attack over both, one that is offered, and what cannot be read. */
export async function plantGuarded(stack: Stack, owner: Owner): Promise<void> {
  const { tenant } = owner;
  const word = (thing: string) => wordOf(owner, 'guarded', thing);
  const [managed, other] = [deviceOf(owner, true), deviceOf(owner, false)];
  const alert = (title: string, device: object, more: object = {}) =>
    stack.publish(`events.${tenant}.security.graph-alert`, defenderAlert(device, { title, ...more }));
  await alert(word('title'), managed, { description: word('description') });
  await alert(word('theirs'), other);
  const evidence = [deviceEvidence(managed), deviceEvidence(other)];
  await alert(word('halves'), managed, { evidence });
  await stack.publish(`events.${tenant}.security.graph-alert`, `{"broken": "${word('quarantined')}`);
  const desk = deskOf(stack);
  const { id } = await incidentTitled(stack, word('title'));
  await desk.act(id, 'comment', ANA, { text: word('comment'), visibility: 'both' });
  await desk.act(id, 'offer', ANA, { to: 'customer/security', reason: word('offer') });
  await everythingTold(stack);
  await everythingFound(stack);
}

/** What the service raised about itself. */
export async function plantInner(stack: Stack, owner: Owner): Promise<void> {
  const { tenant } = owner;
  const word = (thing: string) => wordOf(owner, 'inner', thing);
  const devices = [deviceOf(owner, true).name];
  await raise(stack, tenant, { title: word('title'), area: 'device-policy', serviceRaised: true, devices });
  await raise(stack, tenant, { title: `${word('unmatched')} strange`, serviceRaised: true, devices });
  const { id } = await incidentTitled(stack, word('title'));
  const desk = deskOf(stack);
  await incidentTitled(stack, `${word('unmatched')} strange`);
  await desk.act(id, 'comment', ANA, { text: word('spoken'), visibility: 'both' });
  await desk.act(id, 'service-impact', ANA, { impact: 'yes', note: word('note') });
  await everythingTold(stack);
  await everythingFound(stack);
}

/** What there is of a class, for requests to name. What is not of one class is in the place of everyday things. */
export async function placeOf(stack: Stack, owner: Owner, is: Class, more: Partial<Place> = {}): Promise<Place> {
  const { tenant } = owner;
  const one = async (column: keyof Place, from: string, ...values: unknown[]): Promise<Partial<Place>> => {
    const [row] = await stack.store.query<Partial<Place>[]>(`select ${from} limit 1`, values);
    if (!row) throw new Error(`There is no ${column} of ${tenant} that is ${is}.`);
    return row;
  };
  const title = wordOf(owner, is, 'title');
  const { id: incident, reference } = await incidentTitled(stack, title);
  const of = 'where tenant_id = $1 and incident_id = $2';
  const kind = is === 'guarded' ? 'security' : 'operational';
  const ofKind = `%.${kind}.%`;
  return {
    ...absent(tenant),
    incident,
    reference,
    word: title,
    ...(await one('event', `event_id as event, decision_id as decision from decisions ${of}`, tenant, incident)),
    ...(await one('delivery', `notice_id as notice, delivery_id as delivery from deliveries ${of}`, tenant, incident)),
    ...(is !== 'inner' &&
      (await one(
        'quarantined',
        'quarantine_id as quarantined, redrive_id as redrive from quarantine where tenant_id = $1 and subject like $2',
        tenant,
        ofKind,
      ))),
    ...(is === 'everyday' && {
      ...(await one('key', 'key_id as key from api_keys where tenant_id = $1', tenant)),
      ...(await one(
        'silence',
        `silence_id as silence from silences where tenant_id = $1 and kind = 'silence'`,
        tenant,
      )),
      view: wordOf(owner, is, 'view'),
      policy: wordOf(owner, is, 'policy'),
      ...more,
    }),
  };
}
