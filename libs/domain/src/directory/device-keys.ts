import type { DeviceSubject } from '../event/source-event.js';
import { type Device, hostLabel } from './device.js';

/**
 * By what a record of the directory and the mention of a device in an event find each other, as text: the store
 * indexes both sides with the same keys. A key of the whole directory stands for "any import may settle it".
 */
export const WHOLE_DIRECTORY = '*';

export const deviceKey = {
  entraId: (id: string) => `entra:${id.toLowerCase()}`,
  defenderId: (id: string) => `defender:${id.toLowerCase()}`,
  serial: (serial: string) => `serial:${serial.toLowerCase()}`,
  name: (name: string) => `name:${hostLabel(name)}`,
  user: (upn: string) => `user:${upn.toLowerCase()}`,
} as const;

/** All keys under which a record may be looked for, whatever the time; each once. */
export function keysOfDevice(device: Device): readonly string[] {
  const keys = [
    ...(device.entraId ? [deviceKey.entraId(device.entraId)] : []),
    ...(device.serial ? [deviceKey.serial(device.serial)] : []),
    ...device.defenderIds.map(({ value }) => deviceKey.defenderId(value)),
    ...device.names.map(({ value }) => deviceKey.name(value)),
    ...device.users.map(({ value }) => deviceKey.user(value)),
  ];
  return [...new Set(keys)];
}

/** All keys that something a person knows of a device may be: an id, its serial number, its name. */
export function keysOfMention(given: string): readonly string[] {
  const { entraId, defenderId, serial, name } = deviceKey;
  return [entraId, defenderId, serial, name].map((keyOf) => keyOf(given.trim()));
}

/** The keys by which an event names a device. */
export function keysOfSubject({ entraId, defenderId, serial, name }: DeviceSubject): readonly string[] {
  const keys: string[] = [];
  if (entraId) keys.push(deviceKey.entraId(entraId));
  if (defenderId) keys.push(deviceKey.defenderId(defenderId));
  if (serial) keys.push(deviceKey.serial(serial));
  if (name) keys.push(deviceKey.name(name));
  return keys;
}
