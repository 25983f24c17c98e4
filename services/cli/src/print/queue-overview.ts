import type { QueueView } from '@demarc/contracts';
import type { Style } from './style.js';
import { tableText } from './table.js';
import { relativeTime } from './time.js';

const ANY_WIDTH = 200;

/** All queues with how much waits in them, and since when. */
export function queueOverviewText(queues: readonly QueueView[], style: Style, now: Date): string {
  const count = (title: string, of: (queue: QueueView) => number, paint = (text: string) => text) => ({
    title,
    value: (queue: QueueView) => String(of(queue)),
    paint: (text: string) => (text === '0' ? style.dim(text) : paint(text)),
    right: true as const,
  });
  return tableText(
    queues,
    [
      {
        title: 'QUEUE',
        value: ({ queue }) => queue,
        paint: (text, row) => (openOf(row) === 0 ? style.dim(text) : style.bold(text)),
      },
      count('NEW', ({ counts }) => counts.new, style.cyan),
      count('ACKNOWLEDGED', ({ counts }) => counts.acknowledged),
      count('WAITING', ({ counts }) => counts.waiting),
      count('BREACHED', ({ breached }) => breached, style.red),
      count('SNOOZED', ({ snoozed }) => snoozed),
      count('OFFERED', ({ offered }) => offered, style.cyan),
      {
        title: 'OLDEST',
        value: ({ oldestOpenedAt }) => (oldestOpenedAt === null ? '-' : relativeTime(oldestOpenedAt, now)),
        paint: style.dim,
      },
    ],
    ANY_WIDTH,
    style,
  );
}

function openOf({ counts }: QueueView): number {
  return counts.new + counts.acknowledged + counts.waiting;
}
