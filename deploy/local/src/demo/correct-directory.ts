import { setTimeout as pause } from 'node:timers/promises';
import { ROUTES } from '@demarc/contracts';
import type { DemoApi } from './demo-api.js';
import type { DemoClock } from './demo-clock.js';
import { type DemoDevice, type DemoFleet, currentName } from './demo-fleet.js';
import { CONTOSO, KEEPER } from './demo-tenants.js';
import { deviceEntries } from './directory-entries.js';
import { mmdName } from './identifiers.js';

const CORRECTED_AT_S = 34;
const NAME_LOST_DAYS_AGO = 30;

/**
 * Contoso's inventory learns late that a device of the service gave its name to a laptop that is not in it. Until then
 * an alert on that name is undetermined; then it is settled, and moves to the customer.
 */
export async function correctDirectory(api: DemoApi, clock: DemoClock, { namesakes }: DemoFleet): Promise<void> {
  await pause(clock.untilMs(CORRECTED_AT_S, new Date()), undefined, { ref: false });
  const body = deviceEntries(renamedInTime(namesakes[0]!), clock);
  await api.call(ROUTES.importDevices, { as: KEEPER, params: { tenant: CONTOSO.name }, body });
}

/** The device as the correction says it was. */
export function renamedInTime(device: DemoDevice): DemoDevice {
  const [before] = device.names;
  const name = mmdName(`after ${currentName(device)}`);
  return {
    ...device,
    names: [
      { ...before!, until: NAME_LOST_DAYS_AGO },
      { name, from: NAME_LOST_DAYS_AGO, until: null },
    ],
  };
}
