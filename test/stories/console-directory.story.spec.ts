import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert, report } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, type Theme, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, SECRET, addCustomer, addProvider, putCsv } from '../harness/tenant-kit.js';

const NEW_DEVICE = 'aaaaaaaa-0000-4000-8000-000000000009';
const HISTORY = `entra_device_id,name,name_from,name_until,ring,ring_from,ring_until,tags,enrolled_from,enrolled_until
${MMD_DEVICE.entraId},DESK-7,2020-03-01,2021-01-01,Test,2021-01-01,2022-05-01,kiosk;lobby,2019-06-01,2019-12-01
`;
const DEVICES = `entra_device_id,serial,name,ring,enrolled_from
${NEW_DEVICE},SN-9,NEW-9,Fast,2026-01-01
${MMD_DEVICE.entraId},SN-1,${MMD_DEVICE.name},Fast,2021-01-01
`;
const MISTAKEN = `entra_device_id,name,enrolled_from
nonsense,PC-1,2026-01-01
${NEW_DEVICE},PC-2,soon
`;
const CONTACTS = `area,kind,name,email,webhook_url
devices,person,Nadia Haddad,nadia@contoso.example,https://hooks.contoso.example/in?key=do-not-show
`;
const MANY = 1_000;
const PRINTER = 'The printer on the third floor is stuck';
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await addCustomer(stack, 'fabrikam', []);
  await putCsv(stack, '/v1/tenants/contoso/directory/devices', HISTORY);
  await stack.http.put('/v1/tenants/contoso/schedules/devices', {
    timeZone: 'Europe/Amsterdam',
    rotation: {
      every: 'week',
      handoverAt: '09:00',
      startsOn: inDays(3).slice(0, 10),
      members: ['devices team', 'somebody who left'],
    },
    overrides: [{ from: inDays(8), until: inDays(9), contact: 'devices team', because: 'a day off' }],
  });
  const alert = defenderAlert(MMD_DEVICE, { title: 'Stays where it is' });
  await stack.publish('events.contoso.security.graph-alert', alert);
  await stack.publish('events.contoso.operational.incident', report({ title: PRINTER, area: 'printing' }));
  await incidentTitled(stack, 'Stays where it is');
  await incidentTitled(stack, PRINTER);
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const choose = (page: Page, name: string, content: string) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
const devicesOf = async (tenant: string) =>
  (await stack.http.get<{ items: { serial: string }[] }>(`/v1/tenants/${tenant}/directory/devices`)).body.items;

inBrowser(
  'a device is found and its history read, and its incidents are one step away',
  async () => {
    const page = await shown.signIn('soc-lead', '/directory?tenant=contoso');
    const list = page.getByRole('list', { name: 'Devices' });
    await list.getByRole('link', { name: 'FRONTDESK-7' }).getByText('Not in MMD').waitFor();
    await page.getByRole('searchbox').fill('mmd-1');
    await page.waitForURL(/q=mmd-1/);
    await list.getByRole('link', { name: 'FRONTDESK-7' }).waitFor({ state: 'detached' });
    await list.getByRole('link', { name: MMD_DEVICE.name }).click();
    await page.waitForURL(new RegExp(`device=${MMD_DEVICE.entraId}`));
    await page.getByRole('img', { name: new RegExp(`history of ${MMD_DEVICE.name}`, 'i') }).waitFor();
    const rows = page.getByRole('group', { name: 'History as a table' }).getByRole('row');
    await rows.filter({ hasText: /In the service.*2019.*2019/ }).waitFor();
    await rows.filter({ hasText: /In the service.*2021.*still/ }).waitFor();
    await rows.filter({ hasText: /Name.*DESK-7.*2020.*2021/ }).waitFor();
    await page.getByRole('link', { name: 'Incidents on this device' }).click();
    await page.getByText('Stays where it is').waitFor();
    expect(await page.getByText(PRINTER).count()).toBe(0);
    await page.goto(`${shown.url}/directory?tenant=microsoft`);
    await page.getByText('Devices belong to customers').waitFor();
  },
  60_000,
);

inBrowser(
  'of many devices only those in the window exist, and the last is there when one scrolls to it',
  async () => {
    const many = Array.from({ length: MANY }, (_, at) => ({ serial: `PC-${at}`, name: `PC-${at}` }));
    await stack.http.put('/v1/tenants/fabrikam/directory/devices', many);
    const page = await shown.signIn('soc-lead', '/directory?tenant=fabrikam');
    const list = page.getByRole('list', { name: 'Devices' });
    await list.getByRole('link', { name: 'PC-0 ' }).waitFor();
    await page.waitForFunction(
      (name) => {
        const items = document.querySelector('ul[aria-label=Devices]');
        items?.parentElement?.scrollTo(0, items.scrollHeight);
        return items?.lastElementChild?.textContent?.startsWith(name);
      },
      `PC-${MANY - 1}PC`,
    );
    expect(await list.getByRole('listitem').count()).toBeLessThan(60);
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'a file is mended after its errors by line, looked at, and only then taken',
  async () => {
    const page = await shown.signIn('mmd-operations', '/directory?tenant=contoso&part=import');
    await choose(page, 'mistaken.csv', MISTAKEN);
    await page.getByRole('alert').filter({ hasText: '2 mistakes' }).waitFor();
    const wrong = page.getByRole('group', { name: 'What is wrong, by line' }).getByRole('row');
    await wrong.filter({ hasText: /^2.*nonsense/ }).waitFor();
    await wrong.filter({ hasText: /^3.*soon/ }).waitFor();

    await choose(page, 'devices.csv', DEVICES);
    const changes = page.getByRole('group', { name: 'What would change, by line' }).getByRole('row');
    await changes.filter({ hasText: /^2NEW-9new.*SN-9/ }).waitFor();
    const ring = changes.filter({ hasText: new RegExp(`^3${MMD_DEVICE.name}changes.*Ring`) });
    await ring.locator('del', { hasText: 'Broad' }).waitFor();
    await ring.locator('ins', { hasText: 'Fast' }).waitFor();
    expect((await devicesOf('contoso')).length).toBe(3);
    await page.getByRole('button', { name: 'Import it' }).click();
    await page.getByText('devices.csv is in the directory').waitFor();
    expect((await devicesOf('contoso')).some(({ serial }) => serial === 'SN-9')).toBe(true);

    await page.getByRole('button', { name: 'Another file' }).click();
    await page.getByLabel('What the file holds').selectOption('contacts');
    await choose(page, 'contacts.csv', CONTACTS);
    await page.getByText('What contacts.csv would change').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('do-not-show');
    await page.getByRole('button', { name: 'Import it' }).click();
    await page.getByText(/whsec_/).waitFor();
    await page.getByRole('link', { name: 'Contacts' }).click();
    await page
      .getByRole('row', { name: /Nadia Haddad/ })
      .getByText('nadia@contoso.example')
      .waitFor();
    expect(await page.locator('main').innerText()).not.toContain(SECRET);
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'the turns show a hole until the first one, and somebody fills it',
  async () => {
    const page = await shown.signIn('contoso-admin', '/directory?part=schedules');
    await page.getByRole('img', { name: /Who is on call for Devices/ }).waitFor();
    await page.getByText('All shifts as a table').click();
    const shifts = page.getByRole('group', { name: /All shifts/ }).getByRole('row');
    await shifts.filter({ hasText: /^Nobody/ }).waitFor();
    await shifts.filter({ hasText: /replacement/ }).waitFor();
    await page.getByRole('button', { name: 'Have somebody replaced' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Until').fill(`${inDays(5).slice(0, 10)}T23:00`);
    await dialog.getByLabel('Why').fill('until the turns begin');
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await shifts.filter({ hasText: /^Nobody/ }).waitFor({ state: 'detached' });
    await page.getByText('until the turns begin').waitFor();
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'a silence shows what it would mute before it does, and is ended early',
  async () => {
    const page = await shown.signIn('soc-lead', '/directory?tenant=contoso&part=silences');
    await page.getByRole('button', { name: 'Mute something' }).click();
    await page.getByText('2 open incidents').waitFor();
    await page.getByRole('button', { name: 'Narrow it' }).click();
    const line = page.getByRole('group', { name: 'Line 1' });
    await line.getByLabel('What of the incident').selectOption('area');
    await line.getByLabel('Value').selectOption('printing');
    await page.getByText('1 open incident', { exact: true }).waitFor();
    await page.getByText(PRINTER).waitFor();
    const none = await stack.http.get<{ items: unknown[] }>('/v1/silences?tenant=contoso');
    expect(none.body.items).toEqual([]);
    await page.getByRole('textbox', { name: 'Why' }).fill('The printers are being replaced');
    await page.getByRole('button', { name: 'Mute it' }).click();
    const row = page.getByRole('row', { name: /The printers are being replaced/ });
    await row.getByText('Area is Printing').waitFor();
    await row.getByRole('button', { name: /^End/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await row.getByText('ended early').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'a customer sees their own directory and no other, and whoever may not keep it is offered nothing to change',
  async () => {
    const page = await shown.signIn('contoso-ops', '/directory?part=import');
    await page.getByRole('list', { name: 'Devices' }).waitFor();
    expect(await page.getByRole('link', { name: 'Import' }).count()).toBe(0);
    expect(await page.getByLabel('Whose').count()).toBe(0);
    await page.goto(`${shown.url}/directory?part=schedules`);
    await page.getByRole('img', { name: /Who is on call for Devices/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Have somebody replaced' }).count()).toBe(0);
    await page.goto(`${shown.url}/directory?tenant=fabrikam`);
    await page.getByText('There is no such thing here').waitFor();
    await page.context().close();
    const reader = await shown.signIn('auditor', '/directory?tenant=contoso&part=silences');
    await reader.getByRole('heading', { name: 'Directory' }).waitFor();
    expect(await reader.getByRole('button', { name: 'Mute something' }).count()).toBe(0);
    await reader.context().close();
    expect(shown.complaints).toEqual([]);
  },
  60_000,
);

describe.each<Theme>(['light', 'dark', 'contrast'])('in the %s theme', (theme) => {
  inBrowser(
    'no part of the page breaks a rule of WCAG 2.2 AA, on a desk and on a phone',
    async () => {
      for (const phone of [false, true]) {
        const page = await shown.signIn('soc-lead', '/directory?tenant=contoso', { theme, phone });
        const seen = async (name: string) => {
          await picture(page, `directory-${name}-${theme}-${phone ? 'phone' : 'desk'}`);
          expect([name, await brokenRules(page)]).toEqual([name, []]);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect([name, wide]).toEqual([name, false]);
        };
        const goTo = (search: string) => page.goto(`${shown.url}/directory?tenant=contoso&${search}`);
        await page.getByRole('list', { name: 'Devices' }).waitFor();
        await seen('devices');
        await goTo(`device=${MMD_DEVICE.entraId}`);
        await page.getByRole('img', { name: /history of/ }).waitFor();
        await seen('device');
        await goTo('part=import');
        await choose(page, 'mistaken.csv', MISTAKEN);
        await page.getByRole('alert').waitFor();
        await seen('errors');
        await choose(
          page,
          'devices.csv',
          DEVICES.replaceAll('Fast', 'Late').replace(NEW_DEVICE, NEW_DEVICE.replace('9', '8')).replace('SN-9', 'SN-8'),
        );
        await page.getByText('What devices.csv would change').waitFor();
        await seen('preview');
        await goTo('part=contacts');
        await page.getByRole('row', { name: /security team/ }).waitFor();
        await seen('contacts');
        await goTo('part=schedules');
        await page.getByRole('img', { name: /Who is on call/ }).waitFor();
        await seen('schedules');
        await goTo('part=silences');
        await page.getByRole('button', { name: 'Mute something' }).click();
        await page.getByRole('button', { name: 'Narrow it' }).click();
        await page
          .getByText(/open incident/)
          .first()
          .waitFor();
        await seen('silences');
        await page.context().close();
      }
    },
    120_000,
  );
});

inBrowser('in French everything is said in French', async () => {
  const page = await shown.signIn('soc-lead', '/directory?tenant=contoso&part=silences', { language: 'fr' });
  await page.getByRole('heading', { name: 'Annuaire' }).waitFor();
  await page.getByRole('button', { name: 'Mettre en silence' }).click();
  await page.getByText('2 incidents ouverts').waitFor();
  await page.context().close();
});
