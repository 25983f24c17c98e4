import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DemoPersonId } from '@demarc/local';
import type { Page } from 'playwright-core';
import { defenderAlert, report } from '../harness/alerts.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const SECURITY = 'Ransomware behaviour on an MMD device';
const OPERATIONAL = 'Printer on the third floor jams';
const COMMANDS = ['Acknowledge', 'Claim', 'Hand over', 'Resolve'];
const EVERYWHERE = ['Queue', 'Policy', 'Directory', 'Overview', 'Notices'];
const WITH_QUARANTINE = [...EVERYWHERE, 'Quarantine'];

/** What each may open, see and do with the security alert that the SOC has. */
const EXPECTED: Readonly<
  Record<DemoPersonId, { pages: readonly string[]; sees: readonly string[]; does: readonly string[] }>
> = {
  'soc-analyst': { pages: WITH_QUARANTINE, sees: [SECURITY, OPERATIONAL], does: COMMANDS },
  'soc-lead': { pages: WITH_QUARANTINE, sees: [SECURITY, OPERATIONAL], does: COMMANDS },
  'mmd-operations': { pages: WITH_QUARANTINE, sees: [OPERATIONAL], does: [] },
  'contoso-ops': { pages: EVERYWHERE, sees: [SECURITY, OPERATIONAL], does: [] },
  'contoso-admin': { pages: WITH_QUARANTINE, sees: [SECURITY, OPERATIONAL], does: [] },
  'fabrikam-ops': { pages: EVERYWHERE, sees: [], does: [] },
  'service-manager': { pages: WITH_QUARANTINE, sees: [SECURITY, OPERATIONAL], does: [] },
  'second-manager': { pages: WITH_QUARANTINE, sees: [SECURITY, OPERATIONAL], does: [] },
  auditor: { pages: WITH_QUARANTINE, sees: [SECURITY, OPERATIONAL], does: [] },
};

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
  await addCustomer(stack, 'fabrikam');
  const alert = defenderAlert(MMD_DEVICE, { title: SECURITY, severity: 'high' });
  await stack.publish('events.contoso.security.graph-alert', alert);
  await stack.publish('events.contoso.operational.incident', report({ title: OPERATIONAL, area: 'printing' }));
  ({ reference } = await incidentTitled(stack, SECURITY));
  await incidentTitled(stack, OPERATIONAL);
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

/** All that the api sent to a page, as text. */
function sentTo(page: Page): () => Promise<string> {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    // The live feed has no end.
    if (/\/v1\/(?!feed)/.test(response.url())) bodies.push(response.text().catch(() => ''));
  });
  return async () => (await Promise.all(bodies)).join('\n');
}

const namesOf = async (page: Page, role: 'link' | 'button', within: string): Promise<readonly string[]> =>
  (await page.locator(within).getByRole(role).allInnerTexts()).map((text) => text.trim());

inBrowser.each(Object.entries(EXPECTED))(
  '%s is offered what the role may do, and sent what it may see',
  async (person, { pages, sees, does }) => {
    const page = await shown.signIn(person, '/queue?view=all');
    const sent = sentTo(page);
    await page.reload();
    for (const title of sees) await page.getByText(title).first().waitFor();
    if (sees.length === 0) await page.getByText('Nothing here').first().waitFor();
    expect(await namesOf(page, 'link', 'nav[data-pages]')).toEqual(pages);
    await page.goto(`${shown.url}/incidents/${reference}`);
    const there = sees.includes(SECURITY) ? 'Why it is here' : 'There is no such thing here';
    await page.getByText(there).first().waitFor();
    const offered = await namesOf(page, 'button', 'main');
    expect(COMMANDS.filter((name) => offered.includes(name))).toEqual(does);
    const text = await sent();
    for (const title of [SECURITY, OPERATIONAL])
      expect([title, text.includes(title)]).toEqual([title, sees.includes(title)]);
    expect(shown.complaints).toEqual([]);
    await page.context().close();
  },
  60_000,
);
