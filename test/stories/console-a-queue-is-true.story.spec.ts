import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { signedIn } from '../harness/people.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const CALM = 60;
const OFTEN_MS = 100;
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
  for (let at = 0; at < CALM; at += 1) await alert(`Calm ${at}`);
  await incidentTitled(stack, `Calm ${CALM - 1}`);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const alert = (title: string) =>
  stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title }));
const row = (page: Page, title: string) =>
  page.getByRole('row').filter({ has: page.getByText(title, { exact: true }) });
const marked = (page: Page) => page.locator('[role=row][data-active=true]');
const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

/** Somebody else takes it up. */
async function acknowledge(title: string): Promise<void> {
  const { id, revision } = await incidentTitled(stack, title);
  const headers = await signedIn({
    as: 'microsoft/alex',
    'if-match': `"${revision}"`,
    'content-type': 'application/json',
  });
  const answer = await fetch(`${stack.apiUrl}/v1/incidents/${id}/acknowledge`, { method: 'POST', headers, body: '{}' });
  expect(answer.status).toBe(200);
}

inBrowser(
  'keys do nothing to a row that nobody marked or chose, nor to what was chosen in another list',
  async () => {
    const page = await shown.signIn('soc-analyst', '/queue');
    await row(page, 'Calm 59').waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('j');
    await marked(page).getByText('Calm 59', { exact: true }).waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 chosen').waitFor();
    await page.getByRole('link', { name: /^All parties/ }).click();
    await page.waitForURL(/view=all/);
    await row(page, 'Calm 59').waitFor();
    await page.getByText('1 chosen').waitFor({ state: 'detached' });
    await page.keyboard.press('a');
    await page.keyboard.press('j');
    await marked(page).getByText('Calm 59', { exact: true }).waitFor();
    expect(await incidentTitled(stack, 'Calm 59')).toMatchObject({ state: 'new', revision: 1 });
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'who comes back to the queue is told what opened meanwhile, and sees rows as they are',
  async () => {
    const page = await shown.signIn('soc-analyst', '/queue');
    await row(page, 'Calm 58').getByText('New', { exact: true }).waitFor();
    await goTo(page, 'Overview');
    await page.waitForURL(/\/overview/);
    await acknowledge('Calm 58');
    // The counts are read again after the feed has told of it.
    const counted = page.waitForResponse(async (answer) => {
      if (!answer.url().endsWith('/v1/queues')) return false;
      const { items } = (await answer.json()) as { items: { counts: Record<'new' | 'acknowledged', number> }[] };
      return items.reduce((sum, { counts }) => sum + counts.new + counts.acknowledged, 0) > CALM;
    });
    await alert('Opened meanwhile');
    await counted;
    await goTo(page, 'Queue');
    const fresh = page.getByRole('button', { name: '1 new', exact: true });
    await fresh.waitFor();
    await row(page, 'Calm 58').getByText('Taken up', { exact: true }).waitFor();
    expect(await row(page, 'Opened meanwhile').count()).toBe(0);
    await fresh.click();
    await row(page, 'Opened meanwhile').waitFor();
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'an incident leads back to the list as it was: narrowed, scrolled and marked',
  async () => {
    const page = await shown.signIn('soc-analyst', '/queue?q=Calm&sort=openedAt');
    const grid = page.getByRole('grid');
    await row(page, 'Calm 0').waitFor();
    await grid.evaluate((list) => {
      list.scrollTop = 900;
    });
    await page.getByRole('link', { name: 'Calm 25', exact: true }).click();
    await page.getByRole('heading', { name: 'Calm 25' }).waitFor();
    await page.getByRole('link', { name: '← Queue' }).click();
    await page.waitForURL(/q=Calm/);
    expect(new URL(page.url()).searchParams.get('sort')).toBe('openedAt');
    await marked(page).getByText('Calm 25', { exact: true }).waitFor();
    expect(await grid.evaluate((list) => list.scrollTop)).toBe(900);
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'a row that has left the list says so in a word',
  async () => {
    const page = await shown.signIn('soc-analyst', '/queue?view=unacknowledged');
    await row(page, 'Calm 1').waitFor();
    await acknowledge('Calm 1');
    await row(page, 'Calm 1').getByText('left this list').waitFor();
    await picture(page, 'queue-left');
    await page.context().close();
  },
  60_000,
);

inBrowser(
  'a search is made however often the list changes meanwhile, as it does in a storm',
  async () => {
    const page = await shown.signIn('soc-analyst', '/queue');
    await row(page, 'Calm 56').waitFor();
    const box = await row(page, 'Calm 56').getByRole('checkbox').elementHandle();
    const changing = await box!.evaluate(
      (one, ms) => window.setInterval(() => (one as HTMLElement).click(), ms),
      OFTEN_MS,
    );
    await page.getByRole('searchbox').fill('Calm 56');
    await page.waitForURL(/q=Calm/);
    await row(page, 'Calm 55').waitFor({ state: 'detached' });
    await page.evaluate((timer) => clearInterval(timer), changing);
    await row(page, 'Calm 56').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('Calm 56');
    expect(shown.complaints).toEqual([]);
    await page.context().close();
  },
  60_000,
);
