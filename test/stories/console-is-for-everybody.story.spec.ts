import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, type Theme, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const TITLES = ['Ransomware behaviour', 'Suspicious scheduled task', 'Antivirus was switched off'];
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
  const severities = ['high', 'medium', 'low'];
  for (const [at, title] of TITLES.entries()) {
    for (const device of [MMD_DEVICE, OTHER_DEVICE]) {
      const alert = defenderAlert(device, { title: `${title} on ${device.name}`, severity: severities[at] });
      await stack.publish('events.contoso.security.graph-alert', alert);
    }
  }
  for (const title of TITLES) await incidentTitled(stack, `${title} on ${OTHER_DEVICE.name}`);
  ({ reference } = await incidentTitled(stack, `${TITLES[0]} on ${MMD_DEVICE.name}`));
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

/** A page is there when what it is about is. */
const ready = (page: Page) => page.getByText(TITLES[0]!).first().waitFor();

describe.each<Theme>(['light', 'dark', 'contrast'])('in the %s theme', (theme) => {
  inBrowser('the sign-in page breaks no rule of WCAG 2.2 AA', async () => {
    const page = await shown.open('/queue', { theme });
    await page.getByRole('heading', { name: 'Demarc' }).waitFor();
    await picture(page, `sign-in-${theme}`);
    expect(await brokenRules(page)).toEqual([]);
  });

  inBrowser(
    'queue and incident break none, on a desk and on a phone',
    async () => {
      for (const phone of [false, true]) {
        const page = await shown.signIn('soc-lead', '/queue', { theme, phone });
        await ready(page);
        const size = phone ? 'phone' : 'desk';
        await picture(page, `queue-${theme}-${size}`);
        expect(await brokenRules(page)).toEqual([]);
        await page.goto(`${shown.url}/incidents/${reference}`);
        await ready(page);
        await page.getByText('What would flip it').waitFor();
        await picture(page, `incident-${theme}-${size}`);
        expect(await brokenRules(page)).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(wide).toBe(false);
        await page.context().close();
      }
    },
    120_000,
  );
});

inBrowser(
  'dialogs break none either',
  async () => {
    const page = await shown.signIn('soc-lead', `/incidents/${reference}`);
    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByRole('dialog').waitFor();
    await picture(page, 'hand-over');
    expect(await brokenRules(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const [key, name] of [
      ['?', 'keys'],
      ['Control+k', 'palette'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await picture(page, name);
      expect(await brokenRules(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  },
  60_000,
);

inBrowser(
  'the keyboard alone finds, takes up, claims, comments and resolves',
  async () => {
    const title = `${TITLES[1]} on ${MMD_DEVICE.name}`;
    const page = await shown.signIn('soc-analyst', '/queue');
    await ready(page);
    const keys = async (...pressed: readonly string[]) => {
      for (const key of pressed) await page.keyboard.press(key);
    };
    await keys('/');
    await page.keyboard.type('scheduled');
    await page.waitForURL(/q=scheduled/);
    await page.getByRole('row').filter({ hasText: title }).waitFor();
    await page.getByRole('row').filter({ hasText: TITLES[0]! }).waitFor({ state: 'detached' });
    await keys('Escape', 'j', 'a');
    await page
      .getByText(/is taken up\./)
      .first()
      .waitFor();
    await keys('c');
    await page
      .getByText(/is yours\./)
      .first()
      .waitFor();
    await keys('o');
    await page.getByRole('heading', { name: title }).waitFor();
    await keys('m');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Seen before; a scheduled task of the backup.');
    await keys('Tab', 'Tab', 'Tab', 'Enter');
    await page.getByText('Seen before; a scheduled task of the backup.').first().waitFor();
    await keys('Control+k');
    await page.locator('[aria-controls="palette"]:focus').waitFor();
    await page.keyboard.type('resolve');
    await page.locator('#palette [aria-selected="true"]', { hasText: 'Resolve' }).waitFor();
    await keys('Enter');
    await page.getByRole('dialog').getByText('What it was').waitFor();
    await page.keyboard.type('False');
    await keys('Tab', 'Tab', 'Tab', 'Enter');
    await page
      .getByText(/is resolved\./)
      .first()
      .waitFor();
    expect(await incidentTitled(stack, title)).toMatchObject({ state: 'resolved', assignee: 'sam.okafor' });
    expect(shown.complaints).toEqual([]);
  },
  60_000,
);

inBrowser('in French everything is said in French', async () => {
  const page = await shown.signIn('soc-lead', `/incidents/${reference}`, { language: 'fr' });
  await page.getByText('Pourquoi il est ici').waitFor();
  await page.getByText('Ce qui en changerait').waitFor();
  await picture(page, 'incident-fr');
  expect(await page.locator('html').getAttribute('lang')).toBe('fr');
});

inBrowser(
  'a session that ended says so, keeps what was typed, and goes on after signing in again',
  async () => {
    const page = await shown.signIn('soc-lead', `/incidents/${reference}`);
    await page.getByPlaceholder('Write a comment').fill('Half a thought');
    await page.context().clearCookies({ name: 'demarc_session' });
    await page.getByRole('button', { name: 'Comment' }).click();
    await page.getByText('Your session has ended.', { exact: true }).waitFor();
    expect(await page.getByPlaceholder('Write a comment').inputValue()).toBe('Half a thought');
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    const popup = await opened;
    await popup.waitForLoadState();
    const person = popup.locator('button[value="soc-lead"]');
    // A provider that still knows who it is asks nobody, and the window closes by itself meanwhile.
    if ((await person.count().catch(() => 0)) > 0) await person.click();
    await page.getByText('Your session has ended.', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Comment' }).click();
    await page
      .getByText(/Your comment on .* is kept\./)
      .first()
      .waitFor();
  },
  60_000,
);
