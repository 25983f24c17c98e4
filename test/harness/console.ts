import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { apiConfig, startApi } from '@demarc/api';
import { DEMO_ROLE_MAPPING, PROJECT_DIR, freePort } from '@demarc/local';
import { type RunningSignInProvider, startSignInProvider } from '@demarc/local/people';
import { type RunningService, readConfig } from '@demarc/runtime';
import { type Browser, type Page, chromium } from 'playwright-core';
import { asService } from './service-roles.js';
import type { Stack } from './stack.js';

export type Theme = 'light' | 'dark' | 'contrast';

/** How somebody has the console. */
interface Seen {
  readonly theme?: Theme;
  readonly language?: 'en' | 'fr';
  readonly phone?: boolean;
}

/** The console of a stack, in a real browser. */
export interface ConsoleInBrowser {
  readonly url: string;
  /** Somebody of the demonstration who signed in, in a browser of their own. */
  signIn(person: string, at: string, seen?: Seen): Promise<Page>;
  /** A browser in which nobody has signed in. */
  open(at: string, seen?: Seen): Promise<Page>;
  /** Whatever a page complained of: errors of scripts and of the Content-Security-Policy. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
}

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SCREENSHOTS = path.join(PROJECT_DIR, '.demarc', 'screenshots');

/** One more api of the stack whose people come from the demonstration's sign-in provider, and a Chromium to visit it. */
export async function startConsole(stack: Stack, binary: string): Promise<ConsoleInBrowser> {
  const [apiPort, signInPort] = [await freePort(), await freePort()];
  const people = {
    DEMARC_API_PORT: String(apiPort),
    DEMARC_OIDC_ISSUER: `http://127.0.0.1:${signInPort}`,
    DEMARC_ROLE_MAPPING: DEMO_ROLE_MAPPING,
  };
  const url = `http://127.0.0.1:${apiPort}`;
  const provider: RunningSignInProvider = await startSignInProvider({
    dir: path.join(stack.servers.folder, 'people'),
    port: signInPort,
    apiUrl: url,
  });
  const config = readConfig(apiConfig, asService('api', { ...stack.env, ...people }));
  const api: RunningService = await startApi(config, { clock: stack.clock });
  // Chromium's own sandbox does not work for root, and needs more of /dev/shm than containers have.
  const args = ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser: Browser = await chromium.launch({ executablePath: binary, args });
  const complaints: string[] = [];
  const open: ConsoleInBrowser['open'] = async (at, { theme = 'light', language = 'en', phone = false } = {}) => {
    const context = await browser.newContext({ viewport: phone ? PHONE : DESKTOP, reducedMotion: 'reduce' });
    const liked = JSON.stringify({ theme, language });
    await context.addInitScript(
      `localStorage.getItem('demarc.preferences') ?? localStorage.setItem('demarc.preferences', '${liked}')`,
    );
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (/content security policy|refused to/i.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${url}${at}`);
    return page;
  };
  return {
    url,
    complaints,
    open,
    signIn: async (person, at, seen) => {
      const page = await open(at, seen);
      await page.locator('a[href^="/auth/sign-in"]').click();
      await page.locator(`button[value="${person}"]`).click();
      await page.locator('main#page').waitFor();
      return page;
    },
    stop: async () => {
      await browser.close();
      await api.stop();
      await provider.stop();
    },
  };
}

/** Keeps a picture of the page when SCREENSHOTS=1, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['SCREENSHOTS'] !== '1') return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}
