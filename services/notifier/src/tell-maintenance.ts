import { announceNotices } from '@demarc/contracts';
import { maintenanceNotices } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import {
  type DataSource,
  claimMaintenance,
  inTransaction,
  insertOutbox,
  loadTenants,
  newId,
  oweNotices,
} from '@demarc/store';

/** Tells of maintenance that begins or ends, once and in order, however long nobody looked. Answers how many notices. */
export async function tellMaintenance(store: DataSource, clock: Clock): Promise<number> {
  return inTransaction(store, async (client) => {
    const now = clock.now();
    const due = await claimMaintenance(client, now);
    if (due.length === 0) return 0;
    const all = (await loadTenants(store)).map(({ tenant }) => tenant);
    const notices = due.flatMap(({ window, phase }) =>
      maintenanceNotices(window, phase, window.tenant === null ? all : [window.tenant], now, newId),
    );
    await oweNotices(client, notices);
    await insertOutbox(client, announceNotices(notices));
    return notices.length;
  });
}
