import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FORM_MEDIA_TYPE, type LinkCommand } from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import { LinkSigner, newLinkSecret } from '@demarc/runtime';
import { newId } from '@demarc/store';
import { aNotice, keepNotices } from '../../../../libs/store/fixtures/a-ledger.js';
import { type TestApi, createTenant, startTestApi } from '../../fixtures/an-api.js';
import { keepIncidents } from '../../fixtures/an-incident.js';
import { anOfferedIncident } from '../../fixtures/an-offer.js';

const SECRET = newLinkSecret();
const signer = new LinkSigner(SECRET);
const DAY_MS = 24 * 3_600_000;

let api: TestApi;
let contactId: string;
beforeAll(async () => {
  api = await startTestApi({ DEMARC_LINK_SECRET: SECRET });
  for (const tenant of ['contoso', 'fabrikam']) await createTenant(api, tenant);
  contactId = await aContactOf('contoso');
}, 60_000);
afterAll(() => api.stop());

async function aContactOf(tenant: string): Promise<string> {
  const body = 'area,name,email\nsecurity,Kim,kim@contoso.example\n';
  await api.ask('PUT', `/v1/tenants/${tenant}/directory/contacts`, { body, headers: { 'content-type': 'text/csv' } });
  const [row] = await api.store.query('select contact_id as id from contacts where tenant_id = $1', [tenant]);
  return row.id;
}

function linkTo(noticeId: string, command: LinkCommand, contact = contactId): string {
  return `/answer/${signer.sign({ noticeId, contactId: contact, command, expiresAt: instantOf(Date.now() + DAY_MS) })}`;
}

async function offerNotice(): Promise<{ readonly noticeId: string; readonly incidentId: string }> {
  const incident = anOfferedIncident();
  const { id: offerId, by, from, to, reason, dueAt } = incident.offer;
  const details = { of: 'offer', offerId, by, from, to, reason, dueAt } as const;
  const notice = aNotice({ kind: 'offer', incidentId: incident.id, details });
  await keepIncidents(api.store, [incident]);
  await keepNotices(api.store, [notice]);
  return { noticeId: notice.id, incidentId: incident.id };
}

const form = (text: string) => ({
  body: new URLSearchParams({ text }).toString(),
  headers: { 'content-type': FORM_MEDIA_TYPE },
});

it('a link serves one contact of the tenant that was told, and ends when the contact is removed', async () => {
  const { noticeId } = await offerNotice();
  expect((await api.ask('GET', linkTo(noticeId, 'accept'))).status).toBe(200);
  const elsewhere = await aContactOf('fabrikam');
  for (const path of [
    linkTo(noticeId, 'accept', elsewhere),
    linkTo(noticeId, 'accept', newId()),
    linkTo(newId(), 'accept'),
  ])
    expect(await api.ask('POST', path)).toMatchObject({
      status: 404,
      text: expect.stringContaining('does not know this link'),
    });
  await api.store.query('delete from contacts where contact_id = $1', [contactId]);
  expect((await api.ask('POST', linkTo(noticeId, 'accept'))).status).toBe(404);
  contactId = await aContactOf('contoso');
});

it('what no form of ours sends changes nothing', async () => {
  const { noticeId, incidentId } = await offerNotice();
  const refuse = linkTo(noticeId, 'refuse');
  expect(await api.ask('POST', refuse, { json: { text: 'x' } })).toMatchObject({ status: 422 });
  expect(await api.ask('POST', refuse, form('\0'))).toMatchObject({ status: 422 });
  expect(await api.ask('POST', refuse, form('x'.repeat(10_001)))).toMatchObject({ status: 422 });
  const huge = await api.ask('POST', refuse, form('x'.repeat(300_000)));
  expect(huge).toMatchObject({ status: 413, json: { instance: '/answer/:token' } });
  const [row] = await api.store.query(`select revision from incidents where incident_id = $1`, [incidentId]);
  expect(row).toEqual({ revision: 1 });
});

it('a notice about no incident is acknowledged by its link', async () => {
  const notice = aNotice({ kind: 'digest', incidentId: null });
  await keepNotices(api.store, [notice]);
  const link = linkTo(notice.id, 'acknowledge-notice');
  expect(await api.ask('POST', link)).toMatchObject({ status: 200, text: expect.stringContaining('<h1>Done</h1>') });
  expect((await api.ask('GET', link)).text).toContain('by customer/Kim');
});

it('while the database is away a person is told to try again, in a page', async () => {
  const { noticeId } = await offerNotice();
  await api.servers.postgres().stop();
  const { status, headers, text } = await api.ask('POST', linkTo(noticeId, 'accept'));
  expect([status, headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect(text).toContain('try the link again');
  await api.servers.restartPostgres();
});
