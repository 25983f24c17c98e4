import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const ROWS = 100_000;
/** More than the api gives at once: what is tried is the list, not how often it asks. */
const PAGE = 2_000;
const DRAWN_AT_MOST = 80;
const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const alert = (title: string) =>
  stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));

/** Answers the list with as many copies of its one incident as a great desk would have open, page by page. */
async function multiply(page: Page): Promise<void> {
  await page.route(/\/v1\/incidents\?/, async (route) => {
    const asked = new URL(route.request().url());
    const from = Number(asked.searchParams.get('cursor') ?? 0);
    asked.searchParams.delete('cursor');
    const answer = await route.fetch({ url: asked.href });
    const [incident] = ((await answer.json()) as { items: Record<string, unknown>[] }).items;
    const items = Array.from({ length: Math.min(PAGE, ROWS - from) }, (_, at) => ({
      ...incident,
      id: `00000000-0000-4000-8000-${String(from + at).padStart(12, '0')}`,
      title: `Row ${from + at + 1}`,
    }));
    const next = from + PAGE < ROWS ? String(from + PAGE) : null;
    await route.fulfill({ response: answer, json: { items, next } });
  });
}

const drawn = (page: Page) => page.getByRole('grid').getByRole('row').count();

inBrowser(
  '100,000 rows are reached by scrolling, and no more of them exist than are seen',
  async () => {
    await alert('One of very many');
    await incidentTitled(stack, 'One of very many');
    const page = await shown.open('/queue');
    await multiply(page);
    await page.locator('a[href^="/auth/sign-in"]').click();
    await page.locator('button[value="soc-lead"]').click();
    await page.getByText('Row 1', { exact: true }).waitFor();
    const grid = page.getByRole('grid');
    await grid.focus();
    let last = 0;
    while (last < ROWS) {
      await page.keyboard.press('End');
      // Null while the row that was gone to is still on its way.
      const active = await grid.evaluate((list) =>
        list.querySelector('[data-active=true]')?.getAttribute('aria-rowindex'),
      );
      last = active ? Number(active) - 1 : last;
    }
    await page.getByText(`Row ${ROWS}`, { exact: true }).waitFor();
    expect(await drawn(page)).toBeLessThan(DRAWN_AT_MOST);
    await page.keyboard.press('Home');
    await page.getByText('Row 1', { exact: true }).waitFor();
    const frames = await grid.evaluate(scrolledFrames);
    process.stderr.write(
      `scrolling 100,000 rows: ${frames.count} frames, the longest ${frames.longestMs.toFixed(0)} ms\n`,
    );
    expect(await drawn(page)).toBeLessThan(DRAWN_AT_MOST);
    await page.context().close();
  },
  300_000,
);

/** Runs in the page: scrolls a hundred windows down, one each frame, and says how long frames took. */
async function scrolledFrames(list: Element): Promise<{ count: number; longestMs: number }> {
  let longestMs = 0;
  let before = performance.now();
  const count = 100;
  for (let frame = 0; frame < count; frame += 1) {
    list.scrollTop += list.clientHeight;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    longestMs = Math.max(longestMs, now - before);
    before = now;
  }
  return { count, longestMs };
}

inBrowser(
  'a storm arrives while somebody reads: what they read stays where it is',
  async () => {
    for (let at = 0; at < 40; at += 1) await alert(`Calm ${at}`);
    await incidentTitled(stack, 'Calm 39');
    const page = await shown.signIn('soc-analyst', '/queue');
    const grid = page.getByRole('grid');
    await page.getByText('Calm 39', { exact: true }).waitFor();
    await grid.evaluate((list) => {
      list.scrollTop = 600;
    });
    const read = page.getByText('Calm 20', { exact: true });
    const before = await read.boundingBox();
    for (let at = 0; at < 200; at += 1) await alert(`Storm ${at}`);
    await page.getByRole('button', { name: /^200 new$/ }).waitFor();
    expect(await read.boundingBox()).toEqual(before);
    const fresh = page.getByRole('button', { name: /^200 new$/ });
    await page.route(/\/v1\/incidents\?/, (route) => route.fulfill({ status: 429, json: {} }));
    await fresh.click();
    await page.getByText('What is new could not be read; try again').first().waitFor();
    await page.unroute(/\/v1\/incidents\?/);
    await fresh.click();
    await page.getByText('Storm 199', { exact: true }).waitFor();
  },
  120_000,
);
