import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

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

const alert = (title: string, device: object = MMD_DEVICE) =>
  stack.publish('events.contoso.security.graph-alert', defenderAlert(device, { title, severity: 'high' }));

const row = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

inBrowser(
  'an MMD alert from publish to resolve: the SOC works it, the customer follows and answers',
  async () => {
    const title = 'Hands-on-keyboard attack on an MMD device';
    const [soc, customer] = [
      await shown.signIn('soc-analyst', '/queue'),
      await shown.signIn('contoso-ops', '/queue?view=all'),
    ];
    await Promise.all([said(soc, 'Live'), said(customer, 'Live')]);
    await alert(title);

    // It arrives without moving what is read, and is shown when asked for.
    for (const page of [soc, customer]) {
      await page.getByRole('button', { name: /^1 new$/ }).click();
      await row(page, title).waitFor();
    }
    await soc.waitForFunction(() => document.title.startsWith('(1) Queue'));
    await picture(soc, 'story-queue-soc');

    await row(soc, title).getByRole('link').click();
    await said(soc, 'The SOC answers security alerts on MMD devices and tells the customer');
    await said(soc, 'What would flip it');
    await press(soc, 'Acknowledge');
    await said(soc, /is taken up\./);
    await press(soc, 'Claim');
    await said(soc, /is yours\./);

    // The customer sees it live, sees who has it, and may not take it.
    await row(customer, title).getByText('Taken up').waitFor();
    await row(customer, title).getByRole('link').click();
    await customer.getByRole('heading', { name: title }).waitFor();
    await said(customer, 'Sam Okafor');
    expect(await customer.getByRole('button', { name: 'Claim' }).count()).toBe(0);
    expect(await customer.getByRole('button', { name: 'Resolve' }).count()).toBe(0);

    // What is said to both is seen by both; what is for one's own party is not.
    await soc.getByPlaceholder('Write a comment').fill('Isolated; please keep the user signed out.');
    await soc.getByRole('radio', { name: 'Both parties' }).check();
    await press(soc, 'Comment');
    await said(customer, 'Isolated; please keep the user signed out.');
    await soc.getByPlaceholder('Write a comment').fill('For the SOC alone.');
    await press(soc, 'Comment');
    await said(soc, 'For the SOC alone.');

    // The customer is asked, and answers.
    await press(soc, 'More');
    await soc.getByRole('menuitem', { name: 'Ask the customer' }).click();
    await soc.getByRole('dialog').getByRole('textbox').fill('Confirm that the laptop is in the office.');
    await soc.getByRole('dialog').getByRole('button', { name: 'Ask the customer' }).click();
    await said(customer, /Confirm that the laptop is in the office\./);
    await customer.getByRole('button', { name: 'Answer' }).first().click();
    await customer.getByRole('dialog').getByRole('textbox').fill('It is, on the third floor.');
    await customer.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
    await said(soc, 'It is, on the third floor.');
    await picture(customer, 'story-incident-customer');

    await press(soc, 'Resolve');
    await soc.getByRole('dialog').getByRole('combobox').selectOption({ label: 'A real threat or fault' });
    await soc.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await said(soc, /is resolved\./);
    await said(customer, 'Resolved');
    expect(await customer.getByText('For the SOC alone.').count()).toBe(0);
    expect(await incidentTitled(stack, title)).toMatchObject({ state: 'resolved', assignee: 'sam.okafor' });
    expect(shown.complaints).toEqual([]);
  },
  120_000,
);

inBrowser(
  'a handover is offered, refused, offered again and accepted',
  async () => {
    const title = 'Strange sign-ins after the isolation';
    await alert(title);
    const { reference } = await incidentTitled(stack, title);
    const at = `/incidents/${reference}`;
    const [soc, customer] = [await shown.signIn('soc-analyst', at), await shown.signIn('contoso-ops', at)];
    const offer = async (reason: string) => {
      await press(soc, 'Hand over');
      await soc.getByRole('dialog').getByRole('combobox').selectOption({ label: 'Customer security' });
      await soc.getByRole('dialog').getByRole('textbox').fill(reason);
      await soc.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
      await said(customer, new RegExp(reason));
    };
    await offer('It is about your own accounts.');
    await customer.getByRole('button', { name: 'Refuse' }).first().click();
    await customer.getByRole('dialog').getByRole('textbox').fill('The device is yours.');
    await customer.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click();
    await said(soc, 'The device is yours.');
    await offer('The device is clean; the account is not.');
    await customer.getByRole('button', { name: 'Accept' }).first().click();
    await said(soc, 'Accepted by Customer security');
    expect(await incidentTitled(stack, title)).toMatchObject({ queue: 'customer/security', party: 'customer' });
  },
  120_000,
);

inBrowser(
  'somebody was faster: it is said who, and what the incident is now',
  async () => {
    const title = 'Two people want this one';
    await alert(title, OTHER_DEVICE);
    const { reference } = await incidentTitled(stack, title);
    const [robin, dana] = [
      await shown.signIn('contoso-ops', `/incidents/${reference}`),
      await shown.signIn('contoso-admin', `/incidents/${reference}`),
    ];
    await robin.getByRole('button', { name: 'Claim' }).waitFor();
    // Robin's page does not hear of it until it has been tried, however quickly it comes back.
    let tried = false;
    const deaf = (route: Route) => (tried ? route.continue() : route.abort());
    await robin.route('**/v1/feed', deaf);
    await robin.route('**/v1/incidents/*', deaf);
    await robin.route('**/v1/incidents/*/claim', (route) => {
      tried = true;
      return route.continue();
    });
    await robin.context().setOffline(true);
    await press(dana, 'Claim');
    await said(dana, /is yours\./);
    await robin.context().setOffline(false);
    await robin.getByRole('button', { name: 'Claim' }).click();
    await said(robin, /was not changed: somebody was faster/);
    await said(robin, /Dana Visser changed it meanwhile/);
    expect(await incidentTitled(stack, title)).toMatchObject({ assignee: 'dana.visser' });
  },
  120_000,
);
