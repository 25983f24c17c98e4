import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

/** Its name begins with that of the other. */
const LONGER = {
  entraId: 'aaaaaaaa-0000-4000-8000-0000000000f1',
  defenderId: 'f'.repeat(40),
  name: `${MMD_DEVICE.name}1`,
};
const POLICY = (version: string) => `version: ${version}
title: Printing is told when it matters
extends: '2021-08-08'
severity: { low: A }
clocks: { A: { firstResponseMinutes: 30, updateMinutes: 60, hours: 24x7 } }
clauses:
  - id: CU-9
    title: Printing is the customer's
    when: { kind: [operational], area: [printing] }
    owner: customer
    queue: customer/it-help-desk
    contactArea: it-help-desk
    inform: { queue: microsoft/operations, when: when-service-impact }
`;
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const turn = (contact: string, because: string) => ({ contact, from: inDays(0.1), until: inDays(0.9), because });

const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack({ DEMARC_POLICY_PERSONS: '2' });
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await putCsv(
    stack,
    '/v1/tenants/contoso/directory/devices',
    `entra_device_id,name,defender_device_id,enrolled_from\n${LONGER.entraId},${LONGER.name},${LONGER.defenderId},2021-01-01\n`,
  );
  for (const [title, device, severity] of [
    ['On the one', MMD_DEVICE, 'high'],
    ['On the one, over', MMD_DEVICE, 'low'],
    ['On the longer one', LONGER, 'medium'],
  ] as const)
    await stack.publish('events.contoso.security.graph-alert', defenderAlert(device, { title, severity }));
  for (const title of ['On the one', 'On the longer one']) await incidentTitled(stack, title);
  const { id } = await incidentTitled(stack, 'On the one, over');
  await stack.http.post(`/v1/incidents/${id}/acknowledge`, {}, { as: 'microsoft/alex', 'if-match': '*' });
  const over = await stack.http.post(`/v1/incidents/${id}/resolve`, {}, { as: 'microsoft/alex', 'if-match': '*' });
  expect(over.status).toBe(200);
  await stack.http.put('/v1/tenants/contoso/schedules/devices', {
    timeZone: 'Europe/Amsterdam',
    rotation: { every: 'week', handoverAt: '09:00', startsOn: '2026-01-05', members: ['devices team'] },
  });
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const dialog = (page: Page) => page.getByRole('dialog');
const refuse = { status: 422, contentType: 'application/problem+json', body: '{"detail":"The store is closed."}' };
const propose = async (version: string) => {
  const json = { document: POLICY(version), because: 'As agreed.' };
  expect((await stack.http.post('/v1/policy-proposals', json, { as: 'microsoft/alex' })).status).toBe(201);
};
/** Holds every request of a kind until it is let go, and counts them. */
async function held(page: Page, url: string, method: string) {
  let asked = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(url, async (route) => {
    if (route.request().method() === method) {
      asked += 1;
      await promise;
    }
    await route.continue();
  });
  return { letGo: resolve, count: () => asked };
}

inBrowser(
  'whoever approves a policy reads every field that it changes, agrees to nothing unread, and twice pressed is once',
  async () => {
    await propose('told-1');
    const page = await shown.signIn('second-manager', '/queue');
    await page.route('**/v1/policy-proposals/*', (route) => route.fulfill(refuse));
    await page.goto(`${shown.url}/policy?view=proposals`);
    await page.getByRole('alert').getByText('What it changes could not be read', { exact: false }).waitFor();
    await page.getByText('The store is closed.', { exact: false }).waitFor();
    const approve = page.getByRole('button', { name: 'Approve', exact: true });
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    await page.unroute('**/v1/policy-proposals/*');
    await page.getByRole('button', { name: 'Try again' }).click();

    const told = page.getByRole('row').filter({ hasText: 'Told as well' });
    await told.getByText('MMD operations, if it may impact the service').waitFor();
    await told.getByText('MMD operations, always').waitFor();
    await page.getByRole('row', { name: /reported as low.*C, Minimal.*A, Critical/ }).waitFor();
    await page.getByRole('row', { name: /Severity A: first answer within.*30/ }).waitFor();
    await picture(page, 'nobody-is-misled-proposal');
    expect(await brokenRules(page)).toEqual([]);

    const sent = await held(page, '**/approve', 'POST');
    await approve.dblclick();
    sent.letGo();
    await page.getByText('told-1 is approved.').first().waitFor();
    expect([sent.count(), await page.getByText('It was not approved').count()]).toEqual([1, 0]);
  },
  90_000,
);

inBrowser(
  'a turn that is replaced from an old page keeps what others replaced meanwhile, and says what it goes before',
  async () => {
    const page = await shown.signIn('service-manager', '/directory?tenant=contoso&part=schedules');
    await page.getByRole('button', { name: 'Have somebody replaced' }).waitFor();
    const at = '/v1/tenants/contoso/schedules/devices';
    await stack.http.post(`${at}/overrides`, turn('Bea', 'a wedding'));
    await page.getByRole('button', { name: 'Have somebody replaced' }).click();
    await dialog(page).getByText('a wedding', { exact: false }).waitFor();
    // And one more while the dialog is open.
    await stack.http.post(`${at}/overrides`, turn('Cleo', 'a move'));
    await dialog(page).getByLabel('Why').fill('ill');
    const sent = await held(page, '**/overrides', 'POST');
    await dialog(page).getByRole('button', { name: 'Replace', exact: true }).dblclick();
    sent.letGo();
    await dialog(page).waitFor({ state: 'detached' });
    const { body } = await stack.http.get<{ items: { schedule: { overrides: { contact: string }[] } }[] }>(
      '/v1/tenants/contoso/schedules',
    );
    const kept = body.items.flatMap(({ schedule }) => schedule.overrides.map(({ contact }) => contact));
    expect([kept, sent.count()]).toEqual([['Bea', 'Cleo', 'devices team'], 1]);
  },
  60_000,
);

inBrowser(
  'what could not be read is not shown as nothing',
  async () => {
    const page = await shown.signIn('service-manager', '/queue');
    await page.route('**/v1/directory/lint*', (route) => route.fulfill(refuse));
    await page.route('**/v1/tenants/*/policies', (route) => route.fulfill(refuse));
    await page.route('**/v1/queues*', (route) => route.fulfill(refuse));
    await page.goto(`${shown.url}/directory?tenant=contoso&part=contacts`);
    await page.getByText('Whether everybody can be told could not be checked.', { exact: false }).waitFor();
    expect(await page.getByText('Everybody who must be told can be told').count()).toBe(0);
    await page.goto(`${shown.url}/policy?view=time-line`);
    await page.getByText('Which policy holds here could not be read.', { exact: false }).waitFor();
    await page.goto(`${shown.url}/queue?view=all`);
    await page.getByText('On the one').first().waitFor();
    await page.getByRole('link', { name: 'All parties', exact: true }).waitFor();
    await page.unroute('**/v1/queues*');
    await page.reload();
    await page.getByRole('link', { name: /^All parties ?[1-9]/ }).waitFor();
  },
  60_000,
);

inBrowser(
  'a narrowed view is saved as it is shown, is renamed and deleted, and replaces another only when that is meant',
  async () => {
    const page = await shown.signIn('soc-lead', '/queue?view=unacknowledged&severity=A');
    const save = async (name: string) => {
      await page.getByRole('button', { name: 'Save view' }).click();
      await page.getByLabel('Name of the view').fill(name);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    };
    const tab = (name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name });
    const queryOf = async (name: string) =>
      page.evaluate(async (wanted) => {
        const { items } = await (await fetch('/v1/views')).json();
        return items.find((view: { name: string }) => view.name === wanted)?.query;
      }, name);
    await save('bad');
    await tab('bad').waitFor();
    expect(await queryOf('bad')).toMatchObject({ state: ['new'], snoozed: false, party: 'microsoft', severity: ['A'] });
    await page.goto(`${shown.url}/queue?severity=B`);
    await save('all');
    await page.getByText('"all" comes with Demarc', { exact: false }).first().waitFor();
    await page.getByLabel('Name of the view').fill('bad');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('You have a view “bad”. Replace it?').waitFor();
    expect(await queryOf('bad')).toMatchObject({ severity: ['A'] });
    await page.getByRole('button', { name: 'Replace', exact: true }).click();
    await page.getByLabel('Name of the view').waitFor({ state: 'detached' });
    expect(await queryOf('bad')).toMatchObject({ severity: ['B'] });

    await tab('bad').click();
    await page.getByRole('button', { name: 'Change the view bad' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByLabel('Name of the view').fill('not so bad');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await page.waitForURL(/view=not/);
    await tab('not so bad').waitFor();
    expect(await queryOf('bad')).toBeUndefined();
    await page.getByRole('button', { name: 'Change the view not so bad' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await tab('not so bad').waitFor({ state: 'detached' });
    expect(await queryOf('not so bad')).toBeUndefined();
  },
  60_000,
);

inBrowser(
  'what somebody typed is not there for whoever signs in after them, and gone when they sign out',
  async () => {
    const { reference } = await incidentTitled(stack, 'On the one');
    const page = await shown.signIn('soc-lead', `/incidents/${reference}`);
    const comment = page.getByLabel('Write a comment');
    await comment.fill('Between us: he did it.');
    await page.reload();
    await comment.waitFor();
    expect(await comment.inputValue()).toBe('Between us: he did it.');
    const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    // The session ends without a word, and somebody else signs in within the same window.
    await page.context().clearCookies();
    await page.goto(`${shown.url}/incidents/${reference}`);
    await page.locator('a[href^="/auth/sign-in"]').click();
    await page.locator('button[value="soc-analyst"]').click();
    await comment.waitFor();
    expect(await comment.inputValue()).toBe('');
    await comment.fill('Mine.');
    await page.getByRole('button', { name: /settings and sign-out/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(({ pathname }) => !pathname.startsWith('/incidents'));
    await page.goto(`${shown.url}/queue`);
    expect(await kept()).not.toContain('demarc.draft');
  },
  60_000,
);

inBrowser(
  'a device leads to all incidents that name it, over ones too, and to none of a device whose name begins so',
  async () => {
    const page = await shown.signIn('soc-lead', `/directory?tenant=contoso&device=${MMD_DEVICE.entraId}`);
    await page.getByRole('link', { name: 'Incidents on this device' }).click();
    await page.getByText('On the one, over').waitFor();
    await page.getByRole('button', { name: `Device ${MMD_DEVICE.name}`, exact: false }).waitFor();
    expect(await page.getByText('On the longer one').count()).toBe(0);
    const { reference } = await incidentTitled(stack, 'On the one');
    await page.goto(`${shown.url}/incidents/${reference}`);
    await page.getByRole('link', { name: 'Other incidents', exact: false }).first().click();
    await page.getByText('On the one, over').waitFor();
    expect(await page.getByText('On the longer one').count()).toBe(0);
  },
  60_000,
);

inBrowser(
  'a preview of a silence that did not look at everything says so',
  async () => {
    const page = await shown.signIn('soc-lead', '/directory?tenant=contoso&part=silences');
    await page.route('**/v1/silences/preview', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), count: 1_234, isMore: true } });
    });
    await page.getByRole('button', { name: 'Mute something' }).first().click();
    await page.getByText('At least 1,234 open incidents').waitFor();
  },
  60_000,
);
