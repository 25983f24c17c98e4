import type { Instant } from '../event/instant.js';
import { type Device, holdsAt, hostLabel, normaliseName } from './device.js';

/** What is known of a tenant's directory as a whole: whether "not found" proves anything. */
export interface DirectoryState {
  /** Grows by one with each import; recorded with each decision. */
  readonly revision: number;
  /** When the inventory was last read from its source; null: never, and then "not found" proves nothing. */
  readonly asOf: Instant | null;
  /** `partial`: the source shows only some of the devices (domain case 35), so that absence proves nothing. */
  readonly coverage: 'complete' | 'partial';
  /** For how long after `asOf` absence still counts; then the inventory is stale (domain case 7). Null: for ever. */
  readonly freshForHours: number | null;
}

/** What classification asks of a tenant's directory. All look-ups are exact; absence is an answer. */
export interface Directory {
  readonly state: DirectoryState;
  byEntraId(entraId: string): Device | null;
  byDefenderId(defenderId: string): Device | null;
  bySerial(serial: string): Device | null;
  /** Every device that bore the name at that time, FQDN or bare host name. */
  byName(name: string, at: Instant): readonly Device[];
  /** Every device that was assigned to the user at that time, by user principal name. */
  byUser(upn: string, at: Instant): readonly Device[];
}

/** The state of a directory that nobody ever imported. */
export const NEVER_IMPORTED: DirectoryState = {
  revision: 0,
  asOf: null,
  coverage: 'complete',
  freshForHours: null,
};

/** One tenant's devices in memory. `put` replaces a device's record; the router calls it on each change. */
export class DirectoryIndex implements Directory {
  state: DirectoryState = NEVER_IMPORTED;
  readonly #devices = new Map<string, Device>();
  readonly #entraIds = new Map<string, Device>();
  readonly #defenderIds = new Map<string, Device>();
  readonly #serials = new Map<string, Device>();
  readonly #hostLabels = new Map<string, Set<Device>>();
  readonly #users = new Map<string, Set<Device>>();

  get size(): number {
    return this.#devices.size;
  }

  put(device: Device): void {
    const known = this.#devices.get(device.id);
    if (known) this.#unlink(known);
    this.#devices.set(device.id, device);
    if (device.entraId) this.#entraIds.set(device.entraId.toLowerCase(), device);
    if (device.serial) this.#serials.set(device.serial.toLowerCase(), device);
    for (const { value } of device.defenderIds) this.#defenderIds.set(value.toLowerCase(), device);
    for (const { value } of device.names) {
      const label = hostLabel(value);
      const sharing = this.#hostLabels.get(label);
      if (sharing) sharing.add(device);
      else this.#hostLabels.set(label, new Set([device]));
    }
    for (const { value } of device.users) {
      const assigned = this.#users.get(value.toLowerCase());
      if (assigned) assigned.add(device);
      else this.#users.set(value.toLowerCase(), new Set([device]));
    }
  }

  byEntraId(entraId: string): Device | null {
    return this.#entraIds.get(entraId.toLowerCase()) ?? null;
  }

  byDefenderId(defenderId: string): Device | null {
    return this.#defenderIds.get(defenderId.toLowerCase()) ?? null;
  }

  bySerial(serial: string): Device | null {
    return this.#serials.get(serial.toLowerCase()) ?? null;
  }

  byName(name: string, at: Instant): readonly Device[] {
    const wanted = normaliseName(name);
    const candidates = this.#hostLabels.get(hostLabel(name)) ?? [];
    return [...candidates].filter((device) =>
      device.names.some((held) => holdsAt(held, at) && sameHost(normaliseName(held.value), wanted)),
    );
  }

  byUser(upn: string, at: Instant): readonly Device[] {
    const candidates = this.#users.get(upn.toLowerCase()) ?? [];
    return [...candidates].filter(({ users }) =>
      users.some((held) => holdsAt(held, at) && held.value.toLowerCase() === upn.toLowerCase()),
    );
  }

  #unlink(device: Device): void {
    if (device.entraId) this.#entraIds.delete(device.entraId.toLowerCase());
    if (device.serial) this.#serials.delete(device.serial.toLowerCase());
    for (const { value } of device.defenderIds) this.#defenderIds.delete(value.toLowerCase());
    for (const { value } of device.names) {
      const label = hostLabel(value);
      const sharing = this.#hostLabels.get(label);
      sharing?.delete(device);
      if (sharing?.size === 0) this.#hostLabels.delete(label);
    }
    for (const { value } of device.users) this.#users.get(value.toLowerCase())?.delete(device);
  }
}

/** A bare name matches a FQDN with that first label; two FQDNs must agree in full. */
function sameHost(held: string, wanted: string): boolean {
  if (held === wanted) return true;
  const bothQualified = held.includes('.') && wanted.includes('.');
  return !bothQualified && hostLabel(held) === hostLabel(wanted);
}
