import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { defenderAlert, report } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { deskOf } from '../harness/desk.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const ON_MMD = 'Ransomware behaviour on an MMD device';
const ELSEWHERE = 'Ransomware behaviour on a device of the customer';
const FIXED = 'Printer on the third floor jams';

const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
let mine: string;
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  // Whom nobody can tell: what it is owed shows up.
  await addCustomer(stack, 'contoso', []);
  for (const [title, device] of [
    [ON_MMD, MMD_DEVICE],
    [ELSEWHERE, OTHER_DEVICE],
  ] as const) {
    await stack.publish(
      'events.contoso.security.graph-alert',
      defenderAlert(device, { title, severity: 'high', at: stack.clock.now() }),
    );
    const { id } = await incidentTitled(stack, title);
    if (title === ON_MMD) mine = id;
  }
  await stack.publish('events.nobody.operational.incident', report({ title: FIXED, area: 'printing' }));
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

inBrowser(
  'how it flows, and every figure leads to the list behind it',
  async () => {
    const page = await shown.signIn('service-manager', '/overview');
    await seen(page, 'How it came to its owners');
    await page.getByRole('link', { name: /^MS-4/ }).click();
    await page.waitForURL(/clause=MS-4/);
    await seen(page, ON_MMD);
    expect(await page.getByText(ELSEWHERE).count()).toBe(0);
    await page.getByRole('button', { name: 'Clause MS-4' }).click();
    await seen(page, ELSEWHERE);
    await page.goto(`${shown.url}/overview`);
    await page.getByRole('link', { name: /^Not in MMD/ }).click();
    await page.waitForURL(/device=non-mmd/);
    await seen(page, ELSEWHERE);
    expect(await page.getByText(ON_MMD).count()).toBe(0);
    await page.getByRole('button', { name: 'Device: not in MMD' }).waitFor();
    await deskOf(stack).act(mine, 'acknowledge', 'microsoft/ana');
    await page.goto(`${shown.url}/overview`);
    await page
      .getByRole('row', { name: /^Until taken up/ })
      .getByRole('link')
      .click();
    await page.waitForURL(/acknowledgedFrom=/);
    await page.getByRole('button', { name: /^Taken up since/ }).waitFor();
    await seen(page, ON_MMD);
    expect(await page.getByText(ELSEWHERE).count()).toBe(0);
    await page.goto(`${shown.url}/overview`);
    await page.getByRole('link', { name: /incidents opened/ }).click();
    await page.waitForURL(/openedFrom=/);
    for (const title of [ON_MMD, ELSEWHERE]) await seen(page, title);
    await page.goto(`${shown.url}/overview`);
    await page.getByText('The same as a table').click();
    await page.getByRole('link', { name: '1 incident', exact: true }).first().waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Flow (CSV)' }).click();
    const text = readFileSync(await (await saved).path(), 'utf8');
    expect(text).toContain('urn:microsoft:graph:security:contoso,mmd,MS-4,microsoft/security-operations');
    expect(shown.complaints).toEqual([]);
  },
  60_000,
);

inBrowser(
  'who was not told stands there with what to do',
  async () => {
    const page = await shown.signIn('service-manager', '/notices');
    await seen(page, 'No contact');
    await seen(page, /contoso/);
    await page.getByRole('button', { name: 'Party' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Microsoft' }).click();
    await page.waitForURL(/party=microsoft/);
    await seen(page, 'None fits');
  },
  60_000,
);

inBrowser(
  'what nobody could read is read again once it is said whose it is',
  async () => {
    const page = await shown.signIn('soc-lead', '/quarantine');
    await page.getByRole('link', { name: /Unknown tenant/ }).click();
    await seen(page, 'As it was received');
    await seen(page, FIXED);
    await page.getByRole('button', { name: 'Read again', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tenant', { exact: true }).selectOption('contoso');
    await seen(page, '1 of 1 can be read so.');
    expect(await brokenRules(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Read again' }).click();
    await seen(page, '1 of 1 became events.');
    await incidentTitled(stack, FIXED);
    await seen(page, 'Nothing waits');
    expect(shown.complaints).toEqual([]);
  },
  60_000,
);

inBrowser.each(['light', 'dark', 'contrast'] as const)(
  'overview, notices and quarantine break no rule of WCAG 2.2 AA in the %s theme, on a desk and on a phone',
  async (theme) => {
    for (const phone of [false, true]) {
      const page = await shown.signIn('service-manager', '/overview', { theme, phone });
      for (const [name, there] of [
        ['overview', 'How it came to its owners'],
        ['notices', 'No contact'],
        ['quarantine?state=waiting,redriven', /events\.nobody\.operational\.incident/],
      ] as const) {
        await page.goto(`${shown.url}/${name}`);
        await seen(page, there);
        await picture(page, `${name.replace(/\?.*/, '')}-${theme}-${phone ? 'phone' : 'desk'}`);
        expect([name, await brokenRules(page)]).toEqual([name, []]);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect([name, beyond]).toEqual([name, 0]);
      }
      await page.context().close();
    }
  },
  120_000,
);

// The last one: nobody decides anything afterwards.
inBrowser(
  'who runs, and what it means when nobody does',
  async () => {
    const page = await shown.signIn('service-manager', '/overview');
    const shownAs = (name: string, words: RegExp) =>
      page.locator('dl > div').filter({ hasText: name }).getByText(words).waitFor();
    for (const name of ['API', 'Router', 'Notifier']) await shownAs(name, /^\d running \(0\.1\.0\)/);
    await stack.router.stop();
    await shownAs('Router', /^no answer: nothing is being decided$/);
    await seen(page, /No router answers/);
    expect(await brokenRules(page)).toEqual([]);
    await picture(page, 'overview-without-router');
  },
  60_000,
);
