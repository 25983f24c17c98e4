import type { SourceEvent } from '@demarc/domain';
import { Unreadable } from './format.js';

/** Sources of the service's own reports; also without a colon, since a key behind it would read like one. */
const OWN_SOURCE = /^demarc(?::|$)/i;

/**
 * What only the service may say, since it decides what joins and ends its own incidents and what a customer sees: its
 * name as the source, and that it raised a report about itself. Throws {@link Unreadable} `reserved`.
 */
export function requireNothingReserved(events: readonly SourceEvent[]): void {
  for (const { source, serviceRaised } of events) {
    if (OWN_SOURCE.test(source)) {
      const detail = `a source named demarc or demarc:... is Demarc's own; found ${source}`;
      throw new Unreadable('reserved', 'source', detail);
    }
    if (serviceRaised === true) {
      const detail = 'only the service itself says that it raised something; leave serviceRaised out or false';
      throw new Unreadable('reserved', 'serviceRaised', detail);
    }
  }
}
