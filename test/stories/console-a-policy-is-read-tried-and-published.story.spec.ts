import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert, report } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, type Theme, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const PRINTER = 'The printer on the third floor is stuck';
const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
let reference: string;
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title: 'Stays where it is' }));
  await stack.publish('events.contoso.operational.incident', report({ title: PRINTER, area: 'printing' }));
  await incidentTitled(stack, 'Stays where it is');
  ({ reference } = await incidentTitled(stack, PRINTER));
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const text = (page: Page) => page.getByLabel('The text of the policy');
const printing = (page: Page) =>
  page.getByRole('row', { name: /^Printing/ }).getByRole('button', { name: 'Customer IT help desk' });
/** Printing is Microsoft's, wherever the device is. */
const widened = (draft: string) =>
  draft
    .replace(', device: [mmd]', '')
    .replace('PRINTERS-ON-MMD', 'CU-9')
    .replace(/ +before:.*\n/, '');

inBrowser(
  'a service manager reads why, tries a change on what has happened, publishes it and lets it hold',
  async () => {
    const page = await shown.signIn('service-manager', '/policy?kind=operational');
    await printing(page).click();
    const why = page.getByRole('complementary');
    await why.getByText("You're responsible for installing, maintaining, and administering printers").waitFor();
    await why.getByText('CU-9 Printing (Roles and responsibilities, August 2021)').waitFor();
    await page.waitForURL(/clause=CU-9/);

    await page.getByRole('link', { name: 'Change it' }).click();
    await page.getByRole('button', { name: 'Change a few clauses' }).click();
    await page.getByText(/Nothing is wrong with it/).waitFor();
    const sound = widened(await text(page).inputValue());
    await text(page).fill(`${sound}    yieldsTo: [CU-8]\n`);
    await page.getByText('1 thing is wrong').waitFor();
    await page.getByRole('button', { name: /^Line 6/ }).click();
    const chosen = await text(page).evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(chosen).toBe('  - id: CU-9');
    expect(await page.getByRole('button', { name: 'Publish' }).getAttribute('aria-disabled')).toBe('true');

    await text(page).fill(sound);
    await page.getByText(/Nothing is wrong with it/).waitFor();
    await page.getByRole('button', { name: 'Try it', exact: true }).click();
    await page.getByRole('img', { name: /Customer IT help desk → MMD operations: 1 incident/ }).waitFor();
    await page.getByRole('row').filter({ hasText: reference }).filter({ hasText: 'Other party' }).waitFor();
    expect(await page.getByText('Stays where it is').count()).toBe(0);
    await page.getByRole('link', { name: reference }).click();
    await page.getByRole('heading', { name: PRINTER }).waitFor();

    await page.goto(`${shown.url}/policy?view=draft`);
    expect(await text(page).inputValue()).toBe(sound);
    await page.getByText(/Nothing is wrong with it/).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.waitForURL(/version=2021-08-08-draft-1/);

    await page.goto(`${shown.url}/policy?view=time-line`);
    await page.getByText('the default, since ever').waitFor();
    await page.getByRole('button', { name: 'Adopt a policy' }).click();
    await page.getByRole('dialog').getByLabel('From the beginning of this day (UTC)').fill('2026-01-01');
    await page.getByRole('dialog').getByRole('button', { name: 'Adopt' }).click();
    await page.getByRole('link', { name: /2021-08-08-draft-1 since Jan 1, 2026/ }).waitFor();
    const { body } = await stack.http.get<{ items: { version: string; isInForce: boolean }[] }>(
      '/v1/tenants/contoso/policies',
    );
    expect(body.items.find(({ isInForce }) => isInForce)?.version).toBe('2021-08-08-draft-1');
    expect(shown.complaints).toEqual([]);
  },
  90_000,
);

inBrowser(
  'a customer reads who owns what and when, and is offered nothing to change',
  async () => {
    const page = await shown.signIn('contoso-admin', '/policy?kind=operational&version=2021-08-08');
    await printing(page).waitFor();
    expect(await page.getByRole('link', { name: 'Change it' }).count()).toBe(0);
    await page.getByRole('link', { name: 'When it holds' }).click();
    await page.getByText('All versions').waitFor();
    expect(await page.getByRole('button', { name: 'Adopt a policy' }).count()).toBe(0);
    await page.context().close();
  },
  60_000,
);

describe.each<Theme>(['light', 'dark', 'contrast'])('in the %s theme', (theme) => {
  inBrowser(
    'no part of the page breaks a rule of WCAG 2.2 AA, on a desk and on a phone',
    async () => {
      for (const phone of [false, true]) {
        const page = await shown.signIn('service-manager', '/policy?kind=operational&clause=MS-1', { theme, phone });
        const seen = async (name: string) => {
          await picture(page, `policy-${name}-${theme}-${phone ? 'phone' : 'desk'}`);
          expect([name, await brokenRules(page)]).toEqual([name, []]);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect([name, wide]).toEqual([name, false]);
        };
        await page.getByText('The published words').waitFor();
        await seen('matrix');
        await page.goto(`${shown.url}/policy?view=time-line`);
        await page.getByRole('button', { name: 'Adopt a policy' }).waitFor();
        await seen('time-line');
        await page.goto(`${shown.url}/policy?view=draft`);
        await page.getByRole('button', { name: 'Change a few clauses' }).click();
        await page.getByText(/Nothing is wrong with it/).waitFor();
        const sound = widened(await text(page).inputValue());
        await text(page).fill(`${sound}    yieldsTo: [CU-8]\n`);
        await page.getByText('1 thing is wrong').waitFor();
        await seen('findings');
        await text(page).fill(sound);
        await page.getByText(/Nothing is wrong with it/).waitFor();
        await page.getByRole('button', { name: 'Try it', exact: true }).click();
        await page.getByText('From whom to whom').waitFor();
        await page.getByText('From whom to whom').scrollIntoViewIfNeeded();
        await seen('trial');
        await page.context().close();
      }
    },
    120_000,
  );
});

inBrowser('in French everything is said in French', async () => {
  const page = await shown.signIn('service-manager', '/policy?kind=operational&clause=CU-9', { language: 'fr' });
  await page.getByText('Les mots publiés').waitFor();
  await page.getByText('En combien de temps il est répondu').waitFor();
  await picture(page, 'policy-matrix-fr');
});
