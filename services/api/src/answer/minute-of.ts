import type { Instant } from '@demarc/domain';

/** `2026-11-22 10:00 UTC`. */
export function minuteOf(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
