import type { AnswerOf, ROUTES } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import type { Sheet } from './sheet.js';
import { exactTime, relativeTime } from './time.js';

type Schedule = AnswerOf<typeof ROUTES.putSchedule>;

const SHIFTS_SHOWN = 8;

/** Who is on call, area by area, with the coming turns. */
export function schedulesText(tenant: string, schedules: readonly Schedule[], sheet: Sheet): string {
  if (schedules.length === 0) return `${tenant} has no on-call schedule: all contacts of an area are told.`;
  return schedules.map((schedule) => scheduleText(schedule, sheet)).join('\n\n');
}

function scheduleText({ tenant, area, schedule, onCall, shifts }: Schedule, { style, now }: Sheet): string {
  const { every, handoverAt, members } = schedule.rotation;
  const width = Math.max(...shifts.map(({ contact }) => (contact ?? 'nobody').length));
  return [
    `${style.bold(`${area} of ${tenant}`)}: ${onCall === null ? style.yellow('nobody, so all are told') : cleanLine(onCall)}`,
    style.dim(`each ${every} at ${handoverAt} (${schedule.timeZone}): ${members.map(cleanLine).join(', ')}`),
    ...shifts.slice(0, SHIFTS_SHOWN).map(({ contact, from, until, why }) => {
      const who = cleanLine(contact ?? 'nobody').padEnd(width);
      const stands = why === 'override' ? style.yellow('  stands in') : '';
      return `  ${who}  ${exactTime(from)} until ${exactTime(until)}  ${style.dim(relativeTime(until, now))}${stands}`;
    }),
  ].join('\n');
}
