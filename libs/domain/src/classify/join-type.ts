import { type Device, nameAt } from '../directory/device.js';
import type { Looking } from './looking.js';

/** Entra's `trustType` of a hybrid joined and of a merely registered record: neither is an MMD device (domain case 18). */
const OUTSIDE: ReadonlyMap<string, string> = new Map([
  ['serverad', 'hybrid joined'],
  ['workplace', 'only registered'],
]);

/** In plain words how a record is joined when that is outside the service, else null. */
export function joinOutsideService(device: Device): string | null {
  return device.trustType === null ? null : (OUTSIDE.get(device.trustType.toLowerCase()) ?? null);
}

/**
 * In dual state one machine has two records of one name. Those that bore the record's name at that time, are managed
 * by Intune and joined in a way the service takes; the record itself is not, and so never its own twin.
 */
export function twinsOf({ directory, at, steps }: Looking, device: Device): readonly Device[] {
  const name = nameAt(device, at);
  if (name === null) return [];
  const twins = directory
    .byName(name, at)
    .filter((other) => other.intuneId !== null && joinOutsideService(other) === null);
  const gave = `the record found is ${joinOutsideService(device)}; ${counted(twins.length)} with an Intune id bore its name`;
  steps.push({ by: 'twin', value: name, gave });
  return twins;
}

function counted(others: number): string {
  if (others === 0) return 'no other record';
  return others === 1 ? 'one other record' : `${others} other records`;
}
