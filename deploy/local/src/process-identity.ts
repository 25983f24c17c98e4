import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false; // To kill(2), these are groups.
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, its arguments joined by spaces; empty when it is gone or a zombie. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    // No such process, or a system without /proc: ask ps.
  }
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

/**
 * Whether `pid` is a process of ours: ids are reused, so a recorded one is believed only when the command line still
 * contains what we started it with.
 */
export function isOurs(pid: number, marker: string): boolean {
  return isAlive(pid) && commandLine(pid).includes(marker);
}

/**
 * Stops a process that is not our child (one that a killed supervisor left behind): `signal`, then SIGKILL after the
 * budget. Returns once it is gone.
 */
export async function stopStranger(
  pid: number,
  marker: string,
  signal: NodeJS.Signals,
  budgetMs: number,
): Promise<void> {
  const pollMs = 25;
  for (const [attempt, budget] of [
    [signal, budgetMs],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!isOurs(pid, marker)) return;
    try {
      process.kill(pid, attempt);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    for (let waitedMs = 0; waitedMs < budget && isOurs(pid, marker); waitedMs += pollMs) await pause(pollMs);
  }
  if (isOurs(pid, marker))
    throw new Error(`process ${pid} (${commandLine(pid)}) does not end: end it by hand and start again`);
}
