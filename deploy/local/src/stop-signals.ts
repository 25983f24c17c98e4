import type { StopOrder } from './stop-order.js';

/**
 * One Ctrl-C arrives several times: from the terminal, and forwarded by npm and by the start script. What comes within
 * this time of the first is the same one.
 */
const SAME_KEYSTROKE_MS = 1_000;

/**
 * Turns signals into the stop of everything: the first stops in order, a second one at once. So does the end of the
 * start script, which is connected to us.
 *
 * @returns resolves when a stop was asked for
 */
export function onStopSignals(order: StopOrder, say: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let firstAt = 0;
    const onSignal = (): void => {
      if (firstAt === 0) {
        firstAt = Date.now();
        say('\nStopping: services, then NATS, then PostgreSQL. Once more Ctrl-C ends them at once.');
        order.ask();
        resolve();
      } else if (Date.now() - firstAt > SAME_KEYSTROKE_MS) {
        order.hurry();
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    process.on('disconnect', onSignal);
  });
}
