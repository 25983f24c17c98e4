import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { subjectOf } from '@demarc/contracts';
import { PROJECT_DIR } from '@demarc/local';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../harness/eventually.js';
import { type BacklogMessage, ownMessage } from './backlog.js';
import { printCost } from './cost.js';
import { Drill } from './drill.js';
import { expectPromiseKept } from './promise.js';

const MESSAGES = 1_000;
const URGENT = 40;
const HOUR_MS = 3_600_000;
const TEST_BUDGET_MS = 240_000;
const PATIENCE_MS = 60_000;

let drill: Drill;
let clockFile: string;
beforeAll(async () => {
  drill = await Drill.start({ messages: MESSAGES, among: urgent(), answerAfterMs: 80 });
  clockFile = path.join(drill.servers.folder, 'clock');
  const preload = pathToFileURL(path.join(PROJECT_DIR, 'test', 'harness', 'jumping-clock.mjs')).href;
  Object.assign(drill.reach, { NODE_OPTIONS: `--import ${preload}`, JUMPING_CLOCK_FILE: clockFile });
}, 120_000);
afterAll(() => drill?.stop(), 60_000);

/** Incidents whose first response is due within the hour. */
function urgent(): readonly BacklogMessage[] {
  return Array.from({ length: URGENT }, (_, n) => {
    const report = {
      id: `urgent-${n}`,
      dedupKey: `urgent-${n}`,
      source: 'account-watch',
      title: `The service's account was locked (${n})`,
      area: 'mmd-service-account',
      severity: 'high',
      startedAt: '2024-03-01T08:00:00Z',
    };
    return ownMessage(`urgent-${n}`, subjectOf.event('contoso', 'operational', 'incident'), JSON.stringify(report));
  });
}

/** Of all services at once, to so many hours before or after the right time. */
const setClocks = (hours: number) => writeFileSync(clockFile, String(hours * HOUR_MS));

it(
  'clocks that jump two hours ahead and two hours back lose nothing, and nothing that is due happens twice',
  async () => {
    const { services } = drill;
    await drill.runAll();
    await drill.publishUpTo(0.2);
    await drill.settled();
    await drill.fault(async () => {
      const ahead = drill.publishUpTo(0.4);
      setClocks(2);
      await ahead;
      await eventually('what is due by then to have happened', async () => (await fired()).length > 0, PATIENCE_MS);
      // Its deliveries are its own until a moment that the right clock reaches in two hours only.
      await drill.publishUpTo(0.5);
      await services.get('notifier')!.kill();
      setClocks(0);
      await services.get('notifier')!.start();
      await drill.publishUpTo(0.6);
      setClocks(-2);
      await drill.publishUpTo(0.8);
      await drill.routed();
      setClocks(0);
    });
    await drill.publishUpTo(1);
    await drill.settled();
    await printCost(drill, 'clocks of the services 2 h ahead, right, 2 h behind, right');
    await expectPromiseKept(drill);
    expect((await fired()).filter(({ times }) => times > 1)).toEqual([]);
    expect(await negativeTimes()).toEqual([]);
  },
  TEST_BUDGET_MS,
);

/** What happened by time, and how often to each incident. */
async function fired(): Promise<readonly { times: number }[]> {
  return drill.store.query<{ times: number }[]>(`
    select incident_id, type, change->>'clock' as clock, count(*)::int as times
    from timeline where type in ('incident.clock-warned', 'incident.clock-breached') group by 1, 2, 3`);
}

/** Sums of durations that services tell, where one is below nought, and attempts that took less than no time. */
async function negativeTimes(): Promise<readonly string[]> {
  const pages = await Promise.all(
    [...drill.services.values()].map(async ({ url }) => (await fetch(`${url}/metrics`)).text()),
  );
  const sums = pages
    .join('\n')
    .split('\n')
    .filter((line) => /^\w+_sum\S* -/.test(line));
  const attempts = await drill.store.query<unknown[]>('select from delivery_attempts where duration_ms < 0');
  return [...sums, ...attempts.map(() => 'an attempt')];
}
