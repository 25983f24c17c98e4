import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROCESS = fileURLToPath(new URL('decide-process.js', import.meta.url));
const BUDGET_MS = 300_000;

export interface DecideResult {
  readonly devices: number;
  /** Of `put` alone. */
  readonly fillSeconds: number;
  /** Resident memory of the whole process with its directory filled, in megabytes. */
  readonly filledMb: number;
  /** Events classified and decided in a second of one core, each with its receipt; the median of the rounds. */
  readonly perSecond: number;
  /** The same, each receipt also written as JSON, as the store keeps it. */
  readonly writtenPerSecond: number;
  readonly receiptBytes: number;
  /** As `filledMb`, after everything. */
  readonly endMb: number;
}

/** Deciding with so many devices in memory, in a fresh process. Throws with what it said when it fails. */
export async function benchDecide(devices: number): Promise<DecideResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, String(devices)], { timeout: BUDGET_MS });
  return JSON.parse(stdout) as DecideResult;
}
