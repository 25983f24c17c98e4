import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QuarantineView } from '@demarc/contracts';
import type { Page } from 'playwright-core';
import { defenderAlert, report } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, type Theme, picture, startConsole } from '../harness/console.js';
import { eventually } from '../harness/eventually.js';
import { incidentTitled } from '../harness/look.js';
import { everythingTold } from '../harness/settled.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, addContacts, addCustomer, addProvider } from '../harness/tenant-kit.js';

const REFUSED = 'The customer’s receiver was removed';
const ALSO_REFUSED = ['Ransomware behaviour', 'Antivirus was switched off'];
const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
let reference: string;
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso', []);
  await addContacts(stack, 'contoso', [{ area: 'security', hook: 'customer' }]);
  await addCustomer(stack, 'fabrikam', []);
  stack.receiver.answerWith(({ path }) =>
    path.includes('/customer') ? { status: 410, body: 'this hook was removed' } : 200,
  );
  for (const title of [REFUSED, ...ALSO_REFUSED]) {
    const alert = defenderAlert(MMD_DEVICE, { title, severity: 'high' });
    await stack.publish('events.contoso.security.graph-alert', alert);
    await incidentTitled(stack, title);
  }
  ({ reference } = await incidentTitled(stack, REFUSED));
  await everythingTold(stack);
  await quarantined(
    'events.contoso.operational.smoke-signal',
    report({ title: 'Read as an incident' }),
    'contoso:agent',
  );
  await quarantined('events.contoso.operational.incident', '{\n  "title": "cut off', 'contoso:torn');
  await quarantined('events.fabrikam.operational.incident', '[]', 'fabrikam:other');
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

async function quarantined(subject: string, body: object | string, source: string): Promise<void> {
  await stack.publish(subject, body, { 'Ce-Source': source });
  await eventually(`the message of ${source} to be quarantined`, async () => {
    const { body: page } = await stack.http.get<{ items: QuarantineView[] }>(`/v1/quarantine?source=${source}`);
    return page.items[0];
  });
}

const isWiderThanItsWindow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

describe.each<Theme>(['light', 'dark', 'contrast'])('in the %s theme', (theme) => {
  inBrowser(
    'quarantine and notices break no rule of WCAG 2.2 AA, on a desk and on a phone',
    async () => {
      for (const phone of [false, true]) {
        const size = phone ? 'phone' : 'desk';
        const page = await shown.signIn('soc-lead', '/quarantine', { theme, phone });
        const looks = async (name: string) => {
          await picture(page, `${name}-${theme}-${size}`);
          expect(await brokenRules(page)).toEqual([]);
          expect(await isWiderThanItsWindow(page)).toBe(false);
        };
        const torn = page.getByRole('link', { name: /contoso:torn/ });
        await torn.waitFor();
        await looks('quarantine');
        await torn.click();
        await page.getByText('As it was received').waitFor();
        await looks('quarantine-message');
        await page.goto(`${shown.url}/notices`);
        await page.getByRole('link', { name: reference }).first().waitFor();
        await looks('notices-owed');
        await page.getByRole('link', { name: 'Sent to whom' }).click();
        await page.getByText('this hook was removed').first().waitFor();
        await looks('notices-deliveries');
        await page.context().close();
      }
    },
    120_000,
  );
});

inBrowser(
  'the cause is looked at and put right, and the message becomes an incident',
  async () => {
    const page = await shown.signIn('soc-lead', '/quarantine?reason=unknown-format');
    await page.getByRole('link', { name: /contoso:agent/ }).click();
    await page.waitForURL(/message=/);
    await page.getByText('What to do').waitFor();
    await page.getByRole('button', { name: 'Read again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('0 of 1 can be read so.').waitFor();
    await dialog.getByLabel('Format').fill('incident');
    await dialog.getByLabel('Format').blur();
    await dialog.getByText('becomes “Read as an incident”').waitFor();
    await picture(page, 'quarantine-redrive');
    expect(await brokenRules(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('1 of 1 became events.').waitFor();
    await page.getByText(/had it read again, and 1 event/).waitFor();
    // Which redrive is watched stands in the address.
    await page.reload();
    await page.getByText('1 of 1 became events.').waitFor();
    await picture(page, 'quarantine-redriven');
    expect(await brokenRules(page)).toEqual([]);
    expect(await incidentTitled(stack, 'Read as an incident')).toMatchObject({ tenant: 'contoso' });
    await page.getByRole('link', { name: 'incident', exact: true }).click();
    await page.getByRole('heading', { name: 'Read as an incident' }).waitFor();
    expect(shown.complaints).toEqual([]);
  },
  60_000,
);

inBrowser(
  'the fault of a torn message is marked; redriven in vain it waits again, and then is set aside with a reason',
  async () => {
    const page = await shown.signIn('soc-lead', '/quarantine?source=contoso:torn');
    await page.getByRole('link', { name: /contoso:torn/ }).click();
    await page.locator('pre mark').waitFor();
    await page.getByText('line 2').first().waitFor();
    await page.getByRole('button', { name: 'Read all that fit again' }).click();
    await page.getByRole('dialog').getByText('0 of 1 can be read so.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Read again' }).click();
    await page.getByText('0 of 1 became events.').waitFor();
    await page.getByText('1 waits again, with what was wrong.').waitFor();
    await page.getByText(/had it read again, in vain/).waitFor();
    await page.getByRole('checkbox', { name: 'Choose the message of contoso:torn' }).check();
    await page.getByRole('button', { name: 'Not needed' }).first().click();
    await page.getByRole('dialog').getByLabel('Why').fill('The publisher sent it again');
    await page.getByRole('dialog').getByRole('button', { name: 'Not needed' }).click();
    await page.getByText('1 message is set aside.').first().waitFor();
    await page.getByText(/said that it is not needed: The publisher sent it again/).waitFor();
  },
  60_000,
);

inBrowser(
  'who may not work the quarantine sees it and is offered nothing; a customer sees their own alone',
  async () => {
    const analyst = await shown.signIn('soc-analyst', '/quarantine');
    await analyst.getByRole('link', { name: /fabrikam:other/ }).click();
    await analyst.getByText('As it was received').waitFor();
    expect(await analyst.getByRole('button', { name: /Read|Not needed/ }).count()).toBe(0);
    expect(await analyst.getByRole('checkbox').count()).toBe(0);
    const admin = await shown.signIn('contoso-admin', '/quarantine?state=waiting,redriven,discarded');
    await admin
      .getByRole('link', { name: /contoso:/ })
      .first()
      .waitFor();
    expect(await admin.getByRole('link', { name: /fabrikam/ }).count()).toBe(0);
    const ops = await shown.signIn('contoso-ops', '/notices');
    await ops.getByRole('heading', { name: 'Notices' }).waitFor();
    expect(await ops.getByRole('link', { name: 'Quarantine' }).count()).toBe(0);
    expect(await ops.getByRole('button', { name: 'Send again' }).count()).toBe(0);
  },
);

inBrowser(
  'what was given up is sent again, and then nobody waits for it',
  async () => {
    const page = await shown.signIn('contoso-admin', '/notices?reason=failed');
    stack.receiver.answerWith(200);
    const isOnItsWay = () => page.getByText('1 notice is on its way again.').first().waitFor();
    await page.getByRole('link', { name: reference }).waitFor();
    const owed = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: reference }) });
    await owed.getByRole('button', { name: 'Send again' }).click();
    await isOnItsWay();
    const { reference: other } = await incidentTitled(stack, ALSO_REFUSED[0]!);
    await page.goto(`${shown.url}/notices?view=deliveries&state=failed`);
    await page.getByRole('checkbox', { name: other }).check();
    await page.getByRole('button', { name: 'Send 1 again' }).click();
    await isOnItsWay();
    await page.getByRole('button', { name: 'Send all of contoso again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually('all to be sent', async () => {
      const states = '/v1/notices?tenant=contoso&state=failed,retrying,pending';
      return (await stack.http.get<{ items: unknown[] }>(states)).body.items.length === 0;
    });
    await page.goto(`${shown.url}/notices?view=deliveries&state=sent&incident=${reference}`);
    await page.getByText('security team').first().waitFor();
    await page.goto(`${shown.url}/notices?reason=failed`);
    await page.getByText('None fits').waitFor();
    expect(shown.complaints).toEqual([]);
  },
  60_000,
);
