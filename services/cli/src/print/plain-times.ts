import { exactTime } from './time.js';

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const MIDNIGHT = ' 00:00:00 UTC';

/** The instants in a text as people read them: to the second, and midnight as a day. */
export function plainTimes(text: string): string {
  return text.replace(INSTANT, (instant) => exactTime(instant).replace(MIDNIGHT, ''));
}
