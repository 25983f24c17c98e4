import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { spawnChild, type Child } from './child.js';
import { lockDataDir } from './data-lock.js';
import { stopLeftovers } from './leftovers.js';
import { writeRuntime } from './runtime-file.js';

describe('what an earlier start left behind', () => {
  let dataDir: string;
  const children: Child[] = [];
  const start = async (script: string): Promise<Child> => {
    const file = path.join(dataDir, script);
    writeFileSync(file, 'setInterval(() => {}, 1000)');
    const child = await spawnChild({ name: script, command: process.execPath, args: [file], logFile: `${file}.log` });
    children.push(child);
    return child;
  };
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'demarc-left-'));
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is stopped, but not another program that has one of the recorded ids now', async () => {
    const ours = await start('router.js');
    const other = await start('editor.js');
    const record = (name: string, { pid }: Child) => ({ name, pid, marker: path.join(dataDir, 'router.js') });
    const processes = [record('router', ours), record('api', other)];
    writeRuntime(dataDir, { supervisorPid: 1, startedAt: '', ready: true, urls: {}, processes });
    const said: string[] = [];
    await stopLeftovers(dataDir, (line) => said.push(line));
    expect(said).toEqual([expect.stringContaining(`left router (${ours.pid}): stopping`)]);
    expect(await ours.exited).toEqual({ code: null, signal: 'SIGTERM' });
    expect(other.exit()).toBeNull();
    expect(readdirSync(dataDir)).not.toContain('runtime.json');
  });

  it('a lock is respected while its supervisor runs, and taken over afterwards', async () => {
    const supervisor = await start('main.js');
    writeFileSync(path.join(dataDir, 'supervisor.pid'), String(supervisor.pid));
    expect(() => lockDataDir(dataDir)).toThrow(
      new RegExp(`already runs on ${dataDir} \\(process ${supervisor.pid}\\)`),
    );
    await supervisor.kill();
    const unlock = lockDataDir(dataDir);
    unlock();
    expect(readdirSync(dataDir)).not.toContain('supervisor.pid');
  });
});
