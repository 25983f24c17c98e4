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
const STORM_AT_MOST = 600;
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
    await alert('Opened meanwhile');
    await incidentTitled(stack, 'Opened meanwhile');
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
  'a search is made while a storm comes in',
  async () => {
    const page = await shown.signIn('soc-analyst', '/queue');
    await row(page, 'Calm 56').waitFor();
    let sent = 0;
    const isSearched = () => new URL(page.url()).searchParams.get('q') === 'Calm 56';
    const storm = async () => {
      sent += 1;
      await alert(`Storm ${sent}`);
    };
    // Batches of it are on the page before anything is typed, and come until what was typed is looked for.
    while (!(await page.getByRole('button', { name: / new$/ }).isVisible())) await storm();
    await page.getByRole('searchbox').fill('Calm 56');
    while (!isSearched() && sent < STORM_AT_MOST) await storm();
    expect(isSearched()).toBe(true);
    await row(page, 'Calm 56').waitFor();
    await row(page, 'Calm 55').waitFor({ state: 'detached' });
    expect(shown.complaints).toEqual([]);
    await page.context().close();
  },
  60_000,
);
