import type { Kind } from '@demarc/domain';
import type { DemoClock } from '../demo-clock.js';
import type { DemoFleet } from '../demo-fleet.js';
import type { DemoTenantName } from '../demo-tenants.js';

/** What an item of the feed is written with. */
export interface FeedContext {
  readonly clock: DemoClock;
  readonly fleets: Readonly<Record<DemoTenantName, DemoFleet>>;
}

/** One message of the demonstration's feed. */
export interface FeedItem {
  /** When it is sent, in seconds after the feed began; 0 is the first batch. */
  readonly atS: number;
  readonly tenant: DemoTenantName;
  readonly kind: Kind;
  readonly format: 'graph-alert' | 'mde-alert' | 'alertmanager' | 'incident';
  readonly body: unknown;
  /** It belongs to another tenant and is meant to be refused. */
  readonly misdirected?: true;
}
