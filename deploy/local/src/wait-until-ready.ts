import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { describeExit, type Child } from './child.js';

const POLL_MS = 50;

/**
 * Waits until `GET url` answers 200.
 *
 * @throws when the process exits first or the budget is over; the message carries the last answer and names the log
 */
export async function waitUntilReady(child: Child, url: string, logFile: string, budgetMs = 60_000): Promise<void> {
  const deadline = Date.now() + budgetMs;
  let answer = 'no answer';
  while (Date.now() < deadline) {
    const exit = child.exit();
    if (exit) throw new Error(`${child.name} ${describeExit(exit)} before it was ready: see ${logFile}`);
    const { status, body } = await get(url);
    if (status === 200) return;
    if (status > 0) answer = `${status} ${body.slice(0, 500)}`;
    await pause(POLL_MS);
  }
  throw new Error(
    `${child.name} was not ready after ${budgetMs / 1000} s: ${url} last said "${answer}": see ${logFile}`,
  );
}

/** A refused connection is status 0: the process does not listen yet. */
function get(url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const asked = request(url, { agent: false, timeout: 2_000 }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', () => resolve({ status: 0, body: '' }));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve({ status: 0, body: '' }));
    asked.end();
  });
}
