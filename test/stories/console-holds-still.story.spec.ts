import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { defenderAlert } from '../harness/alerts.js';
import { brokenRules } from '../harness/axe.js';
import { findChromium } from '../harness/chromium.js';
import { type ConsoleInBrowser, picture, startConsole } from '../harness/console.js';
import { incidentTitled } from '../harness/look.js';
import { type Stack, startStack } from '../harness/stack.js';
import { MMD_DEVICE, OTHER_DEVICE, addCustomer, addProvider } from '../harness/tenant-kit.js';

const TITLE = 'Ransomware behaviour';
/** Above that a reader sees it jump (web.dev, Cumulative Layout Shift: good is below 0.1). */
const UNSEEN = 0.01;
const SIZES = {
  'the smallest phone': { width: 360, height: 740 },
  'a 4K screen': { width: 3840, height: 2160 },
} as const;

const binary = await findChromium();
const inBrowser = binary ? it : it.skip;
let stack: Stack;
let shown: ConsoleInBrowser;
const pages: { name: string; at: string; there: RegExp }[] = [
  { name: 'queue', at: '/queue', there: /Ransomware behaviour/ },
  { name: 'policy', at: '/policy', there: /Who owns what/ },
  { name: 'devices', at: '/directory?tenant=contoso', there: /FRONTDESK-7/ },
  { name: 'device', at: `/directory?tenant=contoso&device=${MMD_DEVICE.entraId}`, there: /What was true when/ },
  { name: 'import', at: '/directory?tenant=contoso&part=import', there: /Choose a CSV file/ },
  { name: 'contacts', at: '/directory?tenant=contoso&part=contacts', there: /security team/ },
  { name: 'on-call', at: '/directory?tenant=contoso&part=schedules', there: /Nobody takes turns/ },
  { name: 'silences', at: '/directory?tenant=contoso&part=silences', there: /Nothing is muted/ },
  { name: 'overview', at: '/overview', there: /How it came to its owners/ },
  { name: 'notices', at: '/notices', there: /Everybody knows/ },
  { name: 'quarantine', at: '/quarantine', there: /Nothing waits/ },
];
beforeAll(async () => {
  if (!binary) return;
  stack = await startStack();
  await addProvider(stack);
  await addCustomer(stack, 'contoso');
  for (const device of [MMD_DEVICE, OTHER_DEVICE]) {
    const alert = defenderAlert(device, { title: `${TITLE} on ${device.name}`, severity: 'high' });
    await stack.publish('events.contoso.security.graph-alert', alert);
  }
  const { reference } = await incidentTitled(stack, `${TITLE} on ${MMD_DEVICE.name}`);
  pages.push({ name: 'incident', at: `/incidents/${reference}`, there: /What would flip it/ });
  shown = await startConsole(stack, binary);
}, 120_000);
afterAll(async () => {
  await shown?.stop();
  await stack?.stop();
});

/** How far what was there moved while the page came, as the browser counts it. */
const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const shifts = list.getEntries() as unknown as readonly { readonly value: number }[];
          resolve(shifts.reduce((sum, { value }) => sum + value, 0));
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // Nothing moved, and so nothing is told.
        setTimeout(() => resolve(0), 500);
      }),
  );

inBrowser(
  'nothing jumps while a page comes',
  async () => {
    const page = await shown.signIn('soc-lead', '/queue');
    const shifts: Record<string, number> = {};
    for (const { name, at, there } of pages) {
      await page.goto(`${shown.url}${at}`);
      await page.getByText(there).first().waitFor();
      shifts[name] = await shiftOf(page);
    }
    console.log('layout shift', shifts);
    expect(Object.entries(shifts).filter(([, shift]) => shift > UNSEEN)).toEqual([]);
  },
  120_000,
);

describe.each(Object.entries(SIZES))('on %s', (size, viewport) => {
  inBrowser(
    'every page is there whole',
    async () => {
      const page = await shown.signIn('soc-lead', '/queue');
      await page.setViewportSize(viewport);
      for (const { name, at, there } of pages) {
        await page.goto(`${shown.url}${at}`);
        await page.getByText(there).first().waitFor();
        await picture(page, `${name}-${viewport.width}`);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect([size, name, beyond]).toEqual([size, name, 0]);
      }
    },
    120_000,
  );
});

inBrowser(
  "with the system's own contrast colours every page still says what it says",
  async () => {
    const page = await shown.signIn('soc-lead', '/queue');
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    for (const { name, at, there } of pages) {
      await page.goto(`${shown.url}${at}`);
      await page.getByText(there).first().waitFor();
      await picture(page, `${name}-forced-colours`);
      expect(await brokenRules(page)).toEqual([]);
    }
  },
  120_000,
);
