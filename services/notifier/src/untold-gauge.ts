import { PARTIES, UNTOLD_REASONS } from '@demarc/domain';
import type { UntoldCount } from '@demarc/store';
import { Gauge, type Registry } from 'prom-client';

/** Who should know and does not, looked up when somebody asks; see {@link UNTOLD_REASONS} for what each reason means. */
export function watchUntold(registry: Registry, count: () => Promise<readonly UntoldCount[]>): void {
  new Gauge({
    name: 'demarc_notices_untold',
    help: 'Notices that no receiver accepted and nobody acknowledged, by party and reason; counted up to 10,000.',
    labelNames: ['party', 'reason'],
    registers: [registry],
    async collect() {
      // While the database is away the last known numbers stand; readiness says that it is away.
      const counts = await count().catch(() => null);
      if (!counts) return;
      // A series that is not set would keep its last value, and one that vanishes could not be alerted on.
      for (const party of PARTIES) for (const reason of UNTOLD_REASONS) this.set({ party, reason }, 0);
      for (const { party, reason, notices } of counts) this.set({ party, reason }, notices);
    },
  });
}
