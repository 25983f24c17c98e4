import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
const [FIRST, SECOND] = ['Credentials were read', 'A service was installed'];
let stack: Stack;
let shown: ConsoleInBrowser;
const at: Record<string, string> = {};
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  for (const [title, device] of [
    [FIRST, MMD_DEVICE],
    [SECOND, OTHER_DEVICE],
  ] as const) {
    await stack.publish('events.contoso.security.graph-alert', defenderAlert(device, { title }));
    at[title] = `/incidents/${(await incidentTitled(stack, title)).reference}`;
  }
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const focused = (page: Page, selector: string) =>
  page.waitForFunction((one) => document.activeElement?.matches(one), selector);

inBrowser(
  'the keyboard is where one was after a dialog, and on the page after going to another',
  async () => {
    const page = await shown.signIn('soc-lead', at[FIRST]!);
    const button = page.getByRole('button', { name: 'Hand over' });
    await button.click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect(button.evaluate((one) => one === document.activeElement)).resolves.toBe(true);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.waitForURL(/overview/);
    await focused(page, 'main#page');
    await page.context().close();
  },
  60_000,
);

inBrowser('single keys do nothing for whoever does not want them', async () => {
  const page = await shown.signIn('soc-lead', at[FIRST]!);
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('switch', { name: 'Single keys work' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('h');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await page.locator('[aria-controls="palette"]').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  await page.context().close();
});

inBrowser('what was begun about one incident is not said of the next', async () => {
  const page = await shown.signIn('soc-lead', at[FIRST]!);
  await page.getByPlaceholder('Write a comment').fill('It was the backup.');
  await page.evaluate((to) => history.pushState({}, '', to), at[SECOND]!);
  await page.getByRole('heading', { name: SECOND }).waitFor();
  expect(await page.getByPlaceholder('Write a comment').inputValue()).toBe('');
  await page.context().close();
});

inBrowser('an open page takes the new version when the parts of its own are gone', async () => {
  const page = await shown.signIn('soc-lead', at[FIRST]!);
  await page.route('**/assets/overview-page*', (route) => route.fulfill({ status: 404 }));
  const asked = page.waitForRequest((request) => request.isNavigationRequest());
  await page.route('**/', async (route) => {
    if (route.request().isNavigationRequest()) return route.continue();
    return route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/index-newer.js">' });
  });
  await page.getByRole('link', { name: 'Overview' }).click();
  await asked;
  await page.context().close();
});

inBrowser('a link that is no address does not stand in the way of its incident', async () => {
  const title = 'Points nowhere';
  const event = defenderAlert(MMD_DEVICE, { title, alertWebUrl: 'https://[abc' });
  await stack.publish('events.contoso.security.graph-alert', event);
  const { reference } = await incidentTitled(stack, title);
  const page = await shown.signIn('soc-lead', `/incidents/${reference}`);
  await page.getByRole('heading', { name: title }).waitFor();
  expect(shown.complaints).toEqual([]);
  await page.context().close();
});
