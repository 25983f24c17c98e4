import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defenderAlert } from '../harness/alerts.js';
import { type Desk, deskOf } from '../harness/desk.js';
import { heldBy, incidentOf, incidentTitled } from '../harness/look.js';
import { countOf } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

const THEIRS = 'customer/security';
const ANA = 'microsoft/ana';
const DAY_MINUTES = 24 * 60;

let stack: Stack;
let desk: Desk;
beforeAll(async () => {
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  desk = deskOf(stack);
}, 60_000);
afterAll(() => stack.stop());

/** The links of the newest mail with these words in its subject, by their labels. */
async function linksOf(about: string, words = ''): Promise<Record<string, string>> {
  const mails = await stack.mailbox.waitFor(
    ({ mail }) => (mail.subject ?? '').includes(words) && (mail.subject ?? '').includes(about),
  );
  const text = mails.at(-1)!.mail.text!;
  const html = String(mails.at(-1)!.mail.html);
  const links = [...text.matchAll(/^ *(\S[^\n]*):\n *http:\/\/127\.0\.0\.1:4780(\/answer\/[\w-]+)$/gm)];
  for (const [, , path] of links) expect(html).toContain(`href="http://127.0.0.1:4780${path}"`);
  return Object.fromEntries(links.map(([, label, path]) => [label!, path!]));
}

interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

async function follow(path: string): Promise<Page> {
  return pageOf(await fetch(`${stack.apiUrl}${path}`));
}

async function press(path: string, text?: string): Promise<Page> {
  const body = text === undefined ? {} : { body: new URLSearchParams({ text }) };
  return pageOf(await fetch(`${stack.apiUrl}${path}`, { method: 'POST', ...body }));
}

async function pageOf(answer: Response): Promise<Page> {
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

async function offered(title: string): Promise<string> {
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
  const { id } = await incidentTitled(stack, title);
  await heldBy(stack, id, 'microsoft/security-operations');
  await desk.act(id, 'offer', ANA, { to: THEIRS, reason: 'The device <left> MMD' });
  return id;
}

it('following a link changes nothing and tells nobody its address; its button accepts, and the second use is told', async () => {
  const id = await offered('Accepted by a link');
  const { Accept: accept, Refuse: refuse } = await linksOf('Accepted by a link', 'Offered to you');
  const page = await follow(accept!);
  expect(page.status).toBe(200);
  expect(page.html).toContain('Accepted by a link');
  expect(page.html).toContain('The device &lt;left&gt; MMD');
  expect(page.html).toContain('in the name of security team');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(page.headers.get('cache-control')).toBe('no-store');
  await follow(accept!);
  expect(await incidentOf(stack, id)).toMatchObject({ revision: 2, offer: { to: THEIRS } });
  expect(await countOf(stack, 'used_links')).toBe(0);

  const done = await press(accept!);
  expect(done).toMatchObject({ status: 200, html: expect.stringContaining('it is yours now') });
  expect(await incidentOf(stack, id)).toMatchObject({ queue: THEIRS, acknowledgedBy: 'customer/security team' });
  const again = await press(accept!);
  expect(again.status).toBe(409);
  expect(again.html).toMatch(/was used on \d{4}-\d\d-\d\d \d\d:\d\d UTC by customer\/security team/);
  const other = await press(refuse!, 'after all');
  expect(other).toMatchObject({ status: 409, html: expect.stringContaining('was accepted by customer/security team') });
  expect(
    await countOf(stack, 'notices', `incident_id = $1 and kind = 'offer' and acknowledged_through = 'link'`, [id]),
  ).toBe(1);
});

it('of many who press at once, all see it done and it is done once', async () => {
  const id = await offered('Pressed by impatient people');
  const { Refuse: refuse } = await linksOf('Pressed by impatient people', 'Offered to you');
  expect(await press(refuse!, '  ')).toMatchObject({
    status: 422,
    html: expect.stringContaining('Please write something'),
  });
  expect(await incidentOf(stack, id)).toMatchObject({ refusals: 0 });
  const pages = await Promise.all(Array.from({ length: 5 }, () => press(refuse!, 'not our device')));
  expect(pages.some(({ status }) => status === 200)).toBe(true);
  expect(pages.every(({ html }) => /You refused|was used on|was refused by/.test(html))).toBe(true);
  expect(await incidentOf(stack, id)).toMatchObject({ refusals: 1, offer: null });
});

it('what is asked is answered in the words that were written, and what was taken back is said to be', async () => {
  const id = await offered('Withdrawn meanwhile');
  const { Accept: accept } = await linksOf('Withdrawn meanwhile', 'Offered to you');
  await desk.act(id, 'withdraw', ANA, { reason: 'a mistake' });
  expect(await press(accept!)).toMatchObject({ status: 409, html: expect.stringContaining(`was withdrawn by ${ANA}`) });
  await desk.act(id, 'request', ANA, { action: 'Restart the device' });
  const { Answer: answer } = await linksOf('Withdrawn meanwhile', 'Asked of you');
  expect((await follow(answer!)).html).toContain('microsoft/ana asks: Restart the device');
  expect(await press(answer!, 'It is restarted & fine')).toMatchObject({ status: 200 });
  const { timeline } = (await desk.read(id)).body;
  expect(timeline.at(-1)).toMatchObject({
    type: 'incident.action-answered',
    actor: { party: 'customer', name: 'security team' },
    change: { text: 'It is restarted & fine' },
  });
});

it('a page is in the language of its contact, and a link ends after seven days', async () => {
  const csv = 'area,kind,name,email,language\nsecurity,group,équipe sécurité,securite@contoso.example,fr\n';
  await addCustomer(stack, 'fabrikam', []);
  expect(await putCsv(stack, '/v1/tenants/fabrikam/directory/contacts', csv)).toMatchObject({ status: 200 });
  const alert = defenderAlert(OTHER_DEVICE, { title: 'À la réception', severity: 'low' });
  await stack.publish('events.fabrikam.security.graph-alert', alert);
  const { id } = await incidentTitled(stack, 'À la réception');
  const { 'Prendre en charge': take } = await linksOf('À la réception');
  const page = await follow(take!);
  expect(page.html).toContain('<html lang="fr">');
  expect(page.html).toContain('Cela est fait au nom de équipe sécurité.');
  stack.clock.pushMinutes(7 * DAY_MINUTES + 1);
  expect(await press(take!)).toMatchObject({ status: 410, html: expect.stringContaining('Rien n’a été modifié') });
  expect(await incidentOf(stack, id)).toMatchObject({ acknowledgedAt: null });
});

it('what was not signed here is no link', async () => {
  for (const token of ['x', 'A'.repeat(92), '%00', encodeURIComponent('<script>')]) {
    const page = await follow(`/answer/${token}`);
    expect(page).toMatchObject({ status: 404, html: expect.stringContaining('does not know this link') });
    expect(page.html).not.toContain('<script');
  }
});
