import type { Instant } from '../event/instant.js';

/**
 * Through what a party said that it knows:
 * - `http`: its system said so at the API.
 * - `link`: somebody followed the link of a mail.
 * - `nats`: its system said so on the bus.
 * - `cli`: somebody said so with `demarc`.
 * - `work`: somebody of it did something to the incident, which nobody does who does not know of it.
 */
export const ACKNOWLEDGED_THROUGH = ['http', 'link', 'nats', 'cli', 'work'] as const;
export type AcknowledgedThrough = (typeof ACKNOWLEDGED_THROUGH)[number];

/** That the party which was owed a notice knows of it. The first one stays. */
export interface Acknowledgement {
  readonly at: Instant;
  /** `<party>/<name>`. */
  readonly by: string;
  readonly through: AcknowledgedThrough;
}
