import { randomUUID } from 'node:crypto';
import type { KeyPurpose } from '@demarc/domain';
import { defenderAlert, deviceEvidence, report } from '../../harness/alerts.js';
import { incidentTitled } from '../../harness/look.js';
import { everythingTold } from '../../harness/settled.js';
import type { Stack } from '../../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, putCsv } from '../../harness/tenant-kit.js';

/** What a request may be aimed at: one customer's things, or such as there are not. */
export interface Target {
  readonly tenant: string;
  /** Ids and references. */
  readonly incidents: readonly string[];
  readonly events: readonly string[];
  readonly notices: readonly string[];
  readonly silences: readonly string[];
  readonly quarantined: readonly string[];
  readonly keys: readonly string[];
  readonly view: string;
  readonly policy: string;
}

/** Words that stand in a customer's things; whoever reads one of them has found something. */
export interface Marks {
  /** In everything of the customer. */
  readonly any: string;
  /** In its security incidents, too. */
  readonly security: string;
  /** In what is internal to Microsoft, too. */
  readonly internal: string;
}

export const marksOf = (word: string): Marks => ({ any: word, security: `${word}SEC`, internal: `${word}INTERNAL` });
/** A key of an idempotent command that somebody of each customer used. */
export const USED_KEY = 'the-same-for-all';

/** Fills a customer with one of everything that it can have. */
export async function plant(stack: Stack, tenant: string, marks: Marks): Promise<void> {
  const admin = { as: `customer:${tenant}/admin` };
  const must = async (what: string, call: Promise<{ status: number; body: unknown }>): Promise<void> => {
    const { status, body } = await call;
    if (status >= 300) throw new Error(`planting ${what} of ${tenant} was answered ${status}: ${JSON.stringify(body)}`);
  };
  const of = `/v1/tenants/${tenant}`;
  await addCustomer(stack, tenant);
  const devices = `name,serial\nPC-${marks.any},${marks.any}-1\n`;
  await must('a device', putCsv(stack, `${of}/directory/devices?coverage=partial`, devices));
  const rule = [{ id: marks.any.toLowerCase(), area: 'line-of-business-app', words: [`${marks.any} app`] }];
  await must('a rule', stack.http.put(`${of}/area-rules`, rule));
  const contact = `area,kind,name,email\nsecurity,person,${marks.security} desk,${marks.security}@${tenant}.example\n`;
  await must('a contact for security', putCsv(stack, `${of}/directory/contacts`, contact));
  const ofSecurity = { timeZone: 'Europe/Amsterdam', rotation: rotationOf(`${marks.security} desk`) };
  await must('a schedule for security', stack.http.put(`${of}/schedules/security`, ofSecurity));
  const schedule = { timeZone: 'Europe/Amsterdam', rotation: rotationOf('other team') };
  await must('a schedule', stack.http.put(`${of}/schedules/other`, schedule));
  const template = { kind: 'digest', language: 'en', text: `Subject: ${marks.any}\n\n## ${marks.any}\n\nx\n` };
  await must('a template', stack.http.put(`${of}/templates`, template));
  await must('a key', stack.http.post(`${of}/keys`, { name: `${marks.any} itsm` }, admin));
  const view = { query: { q: marks.any, tenant } };
  await must('a view', stack.http.put(`/v1/views/${viewOf(marks)}`, view, admin));
  const silence = { tenant, endsAt: '2099-01-01T00:00:00Z', reason: marks.any, matchers: NOTHING };
  await must('a silence', stack.http.post('/v1/silences', silence, admin));
  const policy = `version: ${policyOf(marks)}\ntitle: ${marks.any}\nextends: '2021-08-08'\nclauses: []\n`;
  const yaml = { 'content-type': 'application/yaml' };
  await must('a policy', stack.http.post(`/v1/policies?tenant=${tenant}`, policy, yaml));

  await publishEvents(stack, tenant, marks);
  const printer = await incidentTitled(stack, `${marks.any} printer`);
  const ransomware = await incidentTitled(stack, `${marks.security} ransomware`);
  const comment = (id: string, as: string, text: string) =>
    stack.http.post(`/v1/incidents/${id}/comment`, { text }, { as, 'if-match': '*', 'idempotency-key': USED_KEY });
  await must('a comment', comment(printer.id, admin.as, `${marks.any} says so`));
  await must('a word among Microsoft', comment(ransomware.id, 'microsoft/ana', `${marks.internal} suspects them`));
  await everythingTold(stack);
  await plantDigest(stack, tenant, marks, ransomware.id);
}

/** A digest to the security team that could not be told, as the notifier writes one for a contact with too many notices. */
async function plantDigest(stack: Stack, tenant: string, { security }: Marks, incidentId: string): Promise<void> {
  const item = {
    incidentId,
    reference: 'INC-X',
    title: `${security} ransomware`,
    severity: 'high',
    kind: 'assignment',
  };
  const details = { of: 'digest', since: NOW, items: [{ ...item, owedAt: NOW }], count: 1 };
  const noticeId = randomUUID();
  await stack.store.query(
    `insert into notices (tenant_id, notice_id, kind, queue, audience, because, details, owed_at, state, message)
     values ($1, $2, 'digest', 'customer/security', $3, '1 notices at once', $4, $5, 'planned', '{}')`,
    [tenant, noticeId, JSON.stringify({ contacts: [`${security} desk`] }), JSON.stringify(details), NOW],
  );
  await stack.store.query(
    `insert into deliveries (tenant_id, delivery_id, notice_id, contact_id, contact_name, channel, target, state, reason,
       answer, attempts, planned_at, retry_since)
     values ($1, gen_random_uuid(), $2, gen_random_uuid(), $3, 'email', $4, 'failed', 'refused', $5, 1, $6, $6)`,
    [tenant, noticeId, `${security} desk`, `${security}@${tenant}.example`, `550 no ${security} digest`, NOW],
  );
}

async function publishEvents(stack: Stack, tenant: string, marks: Marks): Promise<void> {
  const incident = (given: object) =>
    stack.publish(`events.${tenant}.operational.incident`, report({ area: 'printing', ...given }));
  const alert = (given: Record<string, unknown>, device = MMD_DEVICE) =>
    stack.publish(`events.${tenant}.security.graph-alert`, defenderAlert(device, { severity: 'high', ...given }));
  await incident({ title: `${marks.any} printer` });
  const internal = { title: `${marks.internal} broken`, area: 'device-policy', serviceRaised: true };
  await stack.publish(`events.microsoft.operational.incident.${tenant}`, report(internal));
  await alert({ title: `${marks.security} ransomware` });
  await alert({ title: `${marks.security} theft` }, OTHER_DEVICE);
  const both = [MMD_DEVICE, OTHER_DEVICE].map((device) => deviceEvidence(device));
  await alert({ title: `${marks.security} worm`, evidence: both });
  await stack.publish(`events.${tenant}.security.graph-alert`, `no json, ${marks.security}`);
  await stack.publish(`events.${tenant}.operational.incident`, `no json, ${marks.any}`);
  for (const title of [`${marks.any} printer`, `${marks.internal} broken`]) await incidentTitled(stack, title);
  for (const what of ['ransomware', 'theft', 'worm']) await incidentTitled(stack, `${marks.security} ${what}`);
}

const NOW = '2026-11-27T00:00:00.0000000Z';
const NOTHING = [{ field: 'title', is: '=', value: 'nothing is called so' }];
const rotationOf = (member: string) => ({
  every: 'week',
  handoverAt: '09:00',
  startsOn: '2026-01-05',
  members: [member],
});
const viewOf = ({ any }: Marks): string => `view ${any.toLowerCase()}`;
const policyOf = ({ any }: Marks): string => `${any.toLowerCase()}-policy`;

/** Everything there is of a customer; `kind`: incidents of that alone. */
export async function targetOf(stack: Stack, tenant: string, marks: Marks, kind?: string): Promise<Target> {
  const idsOf = async (sql: string): Promise<string[]> => {
    const rows = await stack.store.query<{ id: string }[]>(sql, [tenant, kind ?? null]);
    return rows.map(({ id }) => id);
  };
  const of = `where tenant_id = $1 and ($2::text is null or kind = $2)`;
  const ofIncident = `where tenant_id = $1 and incident_id in (select incident_id from incidents ${of})`;
  const digests = `select notice_id as id from notices where tenant_id = $1 and kind = 'digest'`;
  return {
    tenant,
    incidents: await idsOf(
      `(select incident_id::text as id from incidents ${of} order by 1 limit 6)
       union all (select reference from incidents ${of} order by 1 limit 2)`,
    ),
    events: await idsOf(`select event_id as id from events ${of}`),
    // Of which the first ones are aimed at.
    notices: await idsOf(
      `(${digests} and $2::text is not null) union all (select notice_id from notices ${ofIncident})`,
    ),
    silences: await idsOf('select silence_id as id from silences where tenant_id = $1 and $2::text is null'),
    quarantined: await idsOf('select quarantine_id as id from quarantine where tenant_id = $1 and $2::text is null'),
    keys: await idsOf('select key_id as id from api_keys where tenant_id = $1 and $2::text is null'),
    view: viewOf(marks),
    policy: policyOf(marks),
  };
}

/** As much of everything as `like` has, of which nothing exists. */
export function nothingLike(like: Target): Target {
  const others = (ids: readonly string[]) =>
    ids.map((id) =>
      id.startsWith('INC-') ? 'INC-ZZZZZ-ZZZZZ' : randomUUID().replace(/^.{8}-.{4}-./, '01a00000-0000-7'),
    );
  return {
    tenant: 'nowhere',
    incidents: others(like.incidents),
    events: others(like.events),
    notices: others(like.notices),
    silences: others(like.silences),
    quarantined: others(like.quarantined),
    keys: others(like.keys),
    view: 'view nothing',
    policy: 'nothing-policy',
  };
}

let made = 0;

/** Keys of a purpose that somebody makes, so many that no minute's limit is come to. */
export async function keysOf(
  stack: Stack,
  tenant: string,
  purpose: KeyPurpose,
  by: Record<string, string>,
  count: number,
): Promise<string[]> {
  const keys: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const asked = { name: `key ${(made += 1)}`, purpose };
    const { status, body } = await stack.http.post<{ key: string }>(`/v1/tenants/${tenant}/keys`, asked, by);
    if (status !== 201) throw new Error(`making a key was answered ${status}: ${JSON.stringify(body)}`);
    keys.push(body.key);
  }
  return keys;
}
