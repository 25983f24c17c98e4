import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const TITLE = 'Logiciel de rançon';
const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
let references: readonly string[];
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  for (const device of [MMD_DEVICE, OTHER_DEVICE]) {
    const alert = defenderAlert(device, { title: `${TITLE}, ${device.name}`, severity: 'high', description: null });
    await stack.publish('events.contoso.security.graph-alert', alert);
  }
  await stack.publish('events.contoso.security.graph-alert', { titre: 'rien' });
  const found = [MMD_DEVICE, OTHER_DEVICE].map(({ name }) => incidentTitled(stack, `${TITLE}, ${name}`));
  references = (await Promise.all(found)).map(({ reference }) => reference);
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

/** Words that stand in every English sentence and in no French one. */
const ENGLISH = /\b(the|is|was|were|of|and|this|that|with|by|from|has|have|been|expected|found|no|cannot|there)\b/i;
/** What authors of policies wrote, which stays as written, and what is there for machines. */
const WRITTEN = 'blockquote, cite, pre, code, noscript, option, [class*="clauseTitle"], ol[class*="passed"] span';

/** Every text on the page, also what is marked as English, that reads like English and that nobody wrote. */
const englishOn = (page: Page) =>
  page.evaluate(
    ([english, written]) => {
      const found: string[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const said = text.textContent!.trim();
        if (new RegExp(english, 'i').test(said) && !text.parentElement!.closest(written)) found.push(said);
      }
      return found;
    },
    [ENGLISH.source, WRITTEN] as const,
  );

inBrowser(
  'an incident, why it is where it is, and what happened to it are read in French',
  async () => {
    const page = await shown.signIn('soc-lead', `/incidents/${references[0]}`, { language: 'fr' });
    await page.getByText('Pourquoi il est ici').waitFor();
    await page.getByText('tous les appareils ne sont pas dans l’anneau Test').waitFor();
    expect(await page.getByText(`${MMD_DEVICE.name} était alors inscrit dans MMD`).count()).toBeGreaterThan(0);
    expect(await englishOn(page)).toEqual([]);
    await picture(page, 'french-incident');

    await page.goto(`${shown.url}/incidents/${references[1]}`);
    await page
      .getByText(/annuaire, mais n’était pas inscrit|n’est pas dans l’annuaire/)
      .first()
      .waitFor();
    expect(await englishOn(page)).toEqual([]);
  },
  60_000,
);

inBrowser(
  'whoever is refused reads why in French',
  async () => {
    const page = await shown.signIn('soc-lead', '/queue', { language: 'fr' });
    // This browser is not told in time that somebody else is faster.
    await page.route('**/v1/feed', (route) => route.abort());
    await page.goto(`${shown.url}/incidents/${references[0]}`);
    await page.getByRole('button', { name: 'Prendre en charge', exact: true }).waitFor();
    const status = await page.evaluate(async (reference) => {
      const headers = { 'content-type': 'application/json', 'if-match': '*', 'idempotency-key': crypto.randomUUID() };
      return (await fetch(`/v1/incidents/${reference}/acknowledge`, { method: 'POST', headers, body: '{}' })).status;
    }, references[0]!);
    expect(status).toBe(200);
    await page.getByRole('button', { name: 'Prendre en charge', exact: true }).click();
    await page.getByText(/vous aviez vu la révision \d+, il en est à \d+\. Relisez-le\./).waitFor();
    expect(await englishOn(page)).toEqual([]);

    await page.goto(`${shown.url}/incidents/INC-00000-00000`);
    await page.getByRole('heading', { name: 'Cela n’existe pas ici' }).waitFor();
    await page.getByText('Il n’y a pas d’incident INC-00000-00000.').waitFor();
    expect(await englishOn(page)).toEqual([]);
  },
  60_000,
);

inBrowser(
  'what nobody wrote in French is told by its title, and is marked as the English it is',
  async () => {
    const page = await shown.signIn('soc-lead', '/queue', { language: 'fr' });
    await page.route('**/v1/incidents/*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: { type: 'urn:demarc:problem:too-large', title: 'x', status: 413, detail: 'A sentence of tomorrow.' },
      }),
    );
    await page.goto(`${shown.url}/incidents/${references[0]}`);
    await page.getByRole('heading', { name: 'C’est trop grand' }).waitFor();
    expect(await page.locator('main [lang=en]').allTextContents()).toEqual(['A sentence of tomorrow.']);
  },
  60_000,
);

inBrowser(
  'a message that could not be read is explained in French',
  async () => {
    const page = await shown.signIn('soc-lead', '/quarantine', { language: 'fr' });
    await page
      .getByText(/^attendu : /)
      .first()
      .click();
    await page.getByText('Faites-le relire s’il est dans un autre format').waitFor();
    expect(await englishOn(page)).toEqual([]);
  },
  60_000,
);

inBrowser(
  'an English reader’s browser never fetches the phrase book',
  async () => {
    const fetched = new Set<string>();
    for (const language of ['en', 'fr'] as const) {
      const page = await shown.open('/queue', { language });
      page.on('request', (request) => {
        if (/in-french/.test(request.url())) fetched.add(language);
      });
      await page.locator('a[href^="/auth/sign-in"]').click();
      await page.locator('button[value="soc-lead"]').click();
      await page.goto(`${shown.url}/incidents/${references[0]}`);
      await page.getByText(MMD_DEVICE.name).first().waitFor();
      await page.locator('dl dd small').first().waitFor();
    }
    expect([...fetched]).toEqual(['fr']);
  },
  60_000,
);

inBrowser(
  'without a network each page says what it could not read, keeps what was read, and comes back by itself',
  async () => {
    const page = await shown.signIn('soc-lead', '/queue', { language: 'fr' });
    const network = page.context();
    await page.getByRole('row').filter({ hasText: TITLE }).first().waitFor();
    await network.setOffline(true);
    const pages = ['Règles', 'Annuaire', 'Ensemble', 'Avis', 'Quarantaine'];
    for (const name of pages) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { name: `« ${name} » n’a pas pu être lu` }).waitFor();
      expect(await page.getByRole('button', { name: 'Réessayer' }).count()).toBe(1);
    }
    await page.getByRole('navigation').getByRole('link', { name: 'File', exact: true }).first().click();
    await page.getByRole('row').filter({ hasText: TITLE }).first().getByRole('link').click();
    await page.getByRole('heading', { name: /« INC-.* » n’a pas pu être lu/ }).waitFor();
    expect(await englishOn(page)).toEqual([]);
    await network.setOffline(false);
    await page.getByText('Pourquoi il est ici').waitFor();

    // What was read stays, and a part that was not says so in its place.
    await page.getByRole('navigation').getByRole('link', { name: 'Annuaire', exact: true }).click();
    await page.getByRole('heading', { name: 'Annuaire', exact: true }).waitFor();
    await page.getByText(MMD_DEVICE.name).first().waitFor();
    await network.setOffline(true);
    await page.getByRole('link', { name: 'Contacts', exact: true }).click();
    await page.getByRole('heading', { name: '« Annuaire » n’a pas pu être lu' }).waitFor();
    await page.getByRole('link', { name: 'Appareils', exact: true }).click();
    await page.getByText(MMD_DEVICE.name).first().waitFor();
    await page.getByRole('link', { name: 'Contacts', exact: true }).click();
    await network.setOffline(false);
    await page.getByRole('heading', { name: '« Annuaire » n’a pas pu être lu' }).waitFor({ state: 'detached' });
    await picture(page, 'french-contacts');
  },
  90_000,
);
