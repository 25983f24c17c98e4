import { type Instant, epochMs, instantOf } from '../event/instant.js';
export type Hours = '24x7' | { readonly timeZone: string };
export const ALWAYS: Hours = '24x7';
export const MICROSOFT_ADMIN_HOURS: Hours = { timeZone: 'UTC' };
export const addSupportMinutes = (from: Instant, minutes: number, _h: Hours): Instant =>
  instantOf(epochMs(from) + minutes * 60_000);
export const supportMinutesBetween = (from: Instant, until: Instant, _h: Hours): number =>
  Math.max(0, epochMs(until) - epochMs(from)) / 60_000;
