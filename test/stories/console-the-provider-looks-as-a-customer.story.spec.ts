import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert, deviceEvidence, report } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { eventually } from '../harness/eventually.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, type Theme, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { signedIn } from '../harness/people.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const SHARED = 'Both sides work on this one';
const INTERNAL = 'The policy service is slow, and nobody was told yet';
const AMONG_US = 'We think it began in March.';
const TO_BOTH = 'The laptop is isolated.';
const THEIR_OWN = 'Contoso alone says this.';
/** How long it has been held is more at each look. */
const SO_FAR = /"(\w+Minutes|asOf|until)":[^,}]+/g;

const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
let shared: string;
let internal: string;
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  await addCustomer(stack, 'fabrikam');
  const evidence = [MMD_DEVICE, OTHER_DEVICE].map((device) => deviceEvidence(device));
  await stack.publish('events.contoso.security.graph-alert', defenderAlert(MMD_DEVICE, { title: SHARED, evidence }));
  await stack.publish(
    'events.microsoft.operational.incident.contoso',
    report({ title: INTERNAL, area: 'device-policy', serviceRaised: true }),
  );
  await stack.publish('events.fabrikam.operational.incident', report({ title: 'Fabrikam prints', area: 'printing' }));
  ({ reference: internal } = await incidentTitled(stack, INTERNAL));
  await incidentTitled(stack, 'Fabrikam prints');
  await incidentTitled(stack, SHARED);
  const { body } = await stack.http.get<{ items: { reference: string; title: string }[] }>(
    '/v1/incidents?party=microsoft&kind=security',
  );
  shared = body.items.find(({ title }) => title === SHARED)!.reference;
  const say = (as: string, text: string, visibility: string) =>
    stack.http.post(`/v1/incidents/${shared}/comment`, { text, visibility }, { as });
  await say('microsoft/alex', AMONG_US, 'own-party');
  await say('microsoft/alex', TO_BOTH, 'both');
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

const row = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });
const entry = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });
const hatched = (page: Page, text: string) => entry(page, text).and(page.locator('[data-withheld="true"]'));
const danas = async (path: string) => {
  const answer = await fetch(`${stack.apiUrl}${path}`, { headers: await signedIn({ as: 'customer/dana' }) });
  return { status: answer.status, text: (await answer.text()).replace(SO_FAR, '') };
};
/** What the page is sent, as the customer, while it does something. */
async function sentMeanwhile(page: Page, path: string, work: () => Promise<unknown>) {
  const answered = page.waitForResponse((answer) => {
    const { pathname, searchParams } = new URL(answer.url());
    return pathname === path && searchParams.get('seenBy') === 'contoso';
  });
  await work();
  const answer = await answered;
  return { status: answer.status(), text: (await answer.text()).replace(SO_FAR, ''), url: answer.url() };
}

inBrowser(
  'an incident as the customer sees it: what is withheld is marked, the rest is byte for byte what they are sent',
  async () => {
    const page = await shown.signIn('soc-lead', `/incidents/${shared}`);
    await page.getByRole('heading', { name: SHARED }).waitFor();
    expect(await page.getByText('withheld', { exact: false }).count()).toBe(0);
    const path = `/v1/incidents/${shared}`;
    const sent = await sentMeanwhile(page, path, () => page.getByRole('button', { name: 'View as contoso' }).click());
    const { url: _url, ...answer } = sent;
    expect(answer).toEqual(await danas(path));
    expect(answer.text).toContain(TO_BOTH);
    expect(answer.text).not.toContain(AMONG_US);

    await page.waitForURL(/seenBy=contoso/);
    await page.getByRole('region', { name: 'You see what contoso sees.' }).waitFor();
    await hatched(page, AMONG_US).getByText('withheld from the customer').waitFor();
    expect(await entry(page, TO_BOTH).getByText('withheld').count()).toBe(0);
    // Of the event both parties own a part of, the customer is shown its own half; this is the other.
    await hatched(page, OTHER_DEVICE.name).getByText('withheld from the customer').waitFor();
    expect(await entry(page, MMD_DEVICE.name).getByText('withheld').count()).toBe(0);
    for (const name of ['Acknowledge', 'Claim', 'Resolve', 'More'])
      expect([name, await page.getByRole('button', { name, exact: true }).count()]).toEqual([name, 0]);
    expect(await page.getByPlaceholder('Write a comment').count()).toBe(0);
    await page.keyboard.press('a');
    await picture(page, 'customer-view-incident');

    await page.getByRole('button', { name: 'Back to your own view' }).click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor();
    expect(await page.getByText('withheld', { exact: false }).count()).toBe(0);
    expect(await incidentTitled(stack, SHARED)).toMatchObject({ state: 'new' });
    expect(shown.complaints).toEqual([]);
  },
  90_000,
);

inBrowser(
  'the queue as the customer sees it: of their tenant alone, an incident among Microsoft marked, and all the way in',
  async () => {
    const page = await shown.signIn('soc-lead', '/queue?view=all');
    await row(page, INTERNAL).waitFor();
    await page.getByRole('button', { name: 'View as customer' }).click();
    const sent = await sentMeanwhile(page, '/v1/incidents', () =>
      page.getByRole('menuitemcheckbox', { name: 'contoso' }).click(),
    );
    const asked = new URL(sent.url);
    asked.searchParams.delete('seenBy');
    expect({ status: sent.status, text: sent.text }).toEqual(await danas(`${asked.pathname}${asked.search}`));

    await page.getByRole('link', { name: /^All parties/ }).click();
    await row(page, INTERNAL).getByText('withheld').waitFor();
    await page.waitForURL(/seenBy=contoso/);
    expect(await row(page, 'Fabrikam prints').count()).toBe(0);
    expect(await row(page, SHARED).count()).toBe(2);
    expect(await row(page, SHARED).getByText('withheld').count()).toBe(0);
    // Of three of contoso they count two.
    const { body } = await stack.http.get<{ items: { counts: Record<string, number> }[] }>('/v1/queues', {
      as: 'customer/dana',
    });
    const theirs = body.items.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0), 0);
    await page.getByRole('link', { name: `All parties ${theirs}` }).waitFor();
    await row(page, INTERNAL).getByRole('checkbox').click();
    expect(await page.getByRole('toolbar').getByRole('button').count()).toBe(1);
    await picture(page, 'customer-view-queue');

    await row(page, INTERNAL).getByRole('link').click();
    await page.getByText('to them there is no such incident', { exact: false }).waitFor();
    expect((await danas(`/v1/incidents/${internal}`)).status).toBe(404);
    await page.getByRole('link', { name: '← Queue' }).click();
    await page.waitForURL(/queue\?seenBy=contoso/);
    // Once it is shown to them it is withheld no more, and the page hears of it.
    await page.getByRole('link', { name: /^All parties/ }).click();
    await row(page, INTERNAL).getByText('withheld').waitFor();
    const said = { note: 'You should know of it' };
    const headers = { 'if-match': '*', as: 'microsoft/alex' };
    expect((await stack.http.post(`/v1/incidents/${internal}/engage`, said, headers)).status).toBe(200);
    await row(page, INTERNAL).getByText('withheld').waitFor({ state: 'detached' });
    expect(shown.complaints).toEqual([]);
  },
  90_000,
);

inBrowser(
  'nobody reads by it what a customer says among its own, and a customer is not offered it',
  async () => {
    await stack.http.post(`/v1/incidents/${shared}/comment`, { text: THEIR_OWN }, { as: 'customer/dana' });
    expect((await danas(`/v1/incidents/${shared}`)).text).toContain(THEIR_OWN);
    const page = await shown.signIn('soc-lead', `/incidents/${shared}?seenBy=contoso`);
    await entry(page, TO_BOTH).waitFor();
    expect(await page.getByText(THEIR_OWN).count()).toBe(0);
    const customer = await shown.signIn('contoso-ops', `/incidents/${shared}?seenBy=contoso`);
    await entry(customer, THEIR_OWN).waitFor();
    expect(await customer.getByRole('button', { name: /View as/ }).count()).toBe(0);
    expect(await customer.getByText('withheld', { exact: false }).count()).toBe(0);
    await customer.goto(`${shown.url}/queue?seenBy=contoso`);
    await customer.getByRole('grid').waitFor();
    expect(await customer.getByRole('button', { name: 'View as customer' }).count()).toBe(0);
  },
  60_000,
);

describe.each<Theme>(['light', 'dark', 'contrast'])('in the %s theme', (theme) => {
  inBrowser(
    'nothing of it breaks a rule of WCAG 2.2 AA, on a desk and on a phone',
    async () => {
      for (const phone of [false, true]) {
        const page = await shown.signIn('soc-lead', `/incidents/${shared}?seenBy=contoso`, { theme, phone });
        const seen = async (name: string) => {
          await picture(page, `customer-view-${name}-${theme}-${phone ? 'phone' : 'desk'}`);
          expect([name, await brokenRules(page)]).toEqual([name, []]);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect([name, wide]).toEqual([name, false]);
        };
        await hatched(page, AMONG_US).waitFor();
        await seen('incident');
        await page.goto(`${shown.url}/queue?seenBy=contoso&view=all`);
        await row(page, SHARED).first().waitFor();
        await seen('queue');
        await page.context().close();
      }
    },
    120_000,
  );
});

inBrowser('in French everything is said in French', async () => {
  const page = await shown.signIn('soc-lead', `/incidents/${shared}?seenBy=contoso`, { language: 'fr' });
  await hatched(page, AMONG_US).getByText('non montré au client').waitFor();
  await page.getByText('Vous voyez ce que contoso voit.').waitFor();
});

// The last one: what the others look at has gone far down by then.
inBrowser(
  'a long timeline is read to its beginning a page at a time, with what is withheld marked on each',
  async () => {
    const { reference } = await incidentTitled(stack, INTERNAL);
    const say = (text: string, visibility: string) =>
      stack.http.post(`/v1/incidents/${reference}/comment`, { text, visibility }, { as: 'microsoft/alex' });
    await say('The first word.', 'both');
    for (let n = 0; n < 43; n += 1)
      await Promise.all(
        Array.from({ length: 10 }, (_, at) => say(`Word ${n * 10 + at}.`, at % 2 ? 'both' : 'own-party')),
      );
    const page = await shown.signIn('soc-lead', `/incidents/${reference}?seenBy=contoso`);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    const older = timeline.getByRole('button', { name: 'Show what was before' });
    const entries = timeline.getByRole('listitem');
    const words = entries.filter({ hasText: /Word \d+\./ });
    const shownAre = (most: number) => eventually(`${most} entries`, async () => (await entries.count()) === most);
    await shownAre(200);
    await older.click();
    await shownAre(400);
    expect(await timeline.getByText('The first word.').count()).toBe(0);
    await older.click();
    await entry(page, 'The first word.').waitFor();
    await timeline.getByText(/^Opened in /).waitFor();
    await older.waitFor({ state: 'detached' });
    expect(await words.count()).toBe(430);
    expect(await words.and(page.locator('[data-withheld="true"]')).count()).toBe(215);
    await say('And one more.', 'both');
    await entry(page, 'And one more.').waitFor();
    expect(await words.count()).toBe(430);
    expect(shown.complaints).toEqual([]);
  },
  120_000,
);
