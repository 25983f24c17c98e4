import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { spawnChild, type Child } from './child.js';
import { keepRunning } from './keep-running.js';
import { isAlive } from './process-identity.js';

describe('a child that is kept running', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'demarc-kept-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("deaf")';
  const start = (code = 'setInterval(() => {}, 1000)'): Promise<Child> =>
    spawnChild({ name: 'it', command: process.execPath, args: ['-e', code], logFile: path.join(folder, 'it.log') });
  const observe = async (code?: string) => {
    const lines: string[] = [];
    const children: Child[] = [];
    let seen: (() => void) | undefined;
    const kept = keepRunning(await start(code), {
      start: () => start(code),
      say: (line) => lines.push(line),
      started: (child) => {
        children.push(child);
        seen?.();
      },
    });
    return { kept, lines, children, next: () => new Promise<void>((resolve) => (seen = resolve)) };
  };
  const calmly = new AbortController().signal;

  it('is started again after a crash, which is said', async () => {
    const { kept, lines, children, next } = await observe();
    kept.keep();
    const restarted = next();
    await children[0]!.kill();
    await restarted;
    expect(lines).toEqual(['it was killed by SIGKILL: starting it again in 0.5 s']);
    expect(isAlive(children[1]!.pid)).toBe(true);
    await kept.stop(calmly);
    expect(isAlive(children[1]!.pid)).toBe(false);
  });

  it('stays down when it is stopped while it waits for its restart', async () => {
    const { kept, lines, children } = await observe();
    kept.keep();
    await children[0]!.kill();
    await kept.stop(calmly);
    expect([lines.length <= 1, children.length]).toEqual([true, 1]);
  });

  it('is not started again when it fails before it was ever kept', async () => {
    const { kept, lines, children } = await observe();
    await children[0]!.kill();
    await kept.stop(calmly);
    expect([lines, children.length]).toEqual([[], 1]);
  });

  it('ends at once when the stop becomes urgent, although it ignores SIGTERM', async () => {
    const { kept, children } = await observe(stubborn);
    while (!readFileSync(path.join(folder, 'it.log'), 'utf8').includes('deaf')) await setImmediate();
    const hurry = new AbortController();
    const stopped = kept.stop(hurry.signal);
    hurry.abort();
    await stopped;
    expect(children[0]!.exit()).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
