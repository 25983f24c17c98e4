import type { Instant } from '../event/instant.js';
import { ByteArena } from './byte-arena.js';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { type Device, holdsAt, hostLabel, normaliseName } from './device.js';
import { type KeyKind, hashKey } from './key-hash.js';
import { KeyTable } from './key-table.js';
import { DevicePacker } from './packed-device.js';

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
  /** Those with the serial, at most two: makers write one serial into thousands, and a serial never decides. */
  bySerial(serial: string): readonly Device[];
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

/** Few, or the garbage collector carries them along: one event asks for a handful. */
const KEPT = 1 << 5;

/**
 * One tenant's devices in memory, packed: a million take some 240 MB. `put` replaces the record with the same id; the
 * router calls it on each change. Where several records bear an id, the one recorded last answers, so that the answer
 * does not depend on the order in which they came.
 */
export class DirectoryIndex implements Directory {
  state: DirectoryState = NEVER_IMPORTED;
  readonly #packer = new DevicePacker();
  readonly #records = new ByteArena();
  readonly #keys = new KeyTable();
  readonly #writer = new ByteWriter();
  readonly #reader = new ByteReader();
  /** What was unpacked lately, by the last bits of its holder: one event often asks for one device several times. */
  readonly #kept: ({ readonly holder: number; readonly device: Device } | undefined)[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Bytes of the packed records, without the table of their keys. */
  get recordBytes(): number {
    return this.#records.allocated;
  }

  put(device: Device): void {
    const known = this.#holdersOf('id', device.id).find((holder) => this.#deviceOf(holder).id === device.id);
    const holder = known ?? this.#size;
    const before = known === undefined ? [] : hashesOf(this.#deviceOf(known));
    const after = hashesOf(device);
    this.#writer.clear();
    this.#packer.write(this.#writer, device);
    this.#records.put(holder, this.#writer);
    this.#kept[holder % KEPT] = undefined;
    for (const hash of before) if (!after.includes(hash)) this.#keys.remove(hash, holder);
    for (const hash of after) if (!before.includes(hash)) this.#keys.add(hash, holder);
    this.#size = Math.max(this.#size, holder + 1);
  }

  byEntraId(entraId: string): Device | null {
    const wanted = entraId.toLowerCase();
    return this.#latest('entra-id', wanted, (device) => device.entraId?.toLowerCase() === wanted);
  }

  byDefenderId(defenderId: string): Device | null {
    const wanted = defenderId.toLowerCase();
    return this.#latest('defender-id', wanted, ({ defenderIds }) =>
      defenderIds.some(({ value }) => value.toLowerCase() === wanted),
    );
  }

  bySerial(serial: string): readonly Device[] {
    const wanted = serial.toLowerCase();
    const found: Device[] = [];
    for (const holder of this.#holdersOf('serial', wanted)) {
      const device = this.#deviceOf(holder);
      if (device.serial?.toLowerCase() === wanted && found.push(device) === 2) break;
    }
    return found;
  }

  byName(name: string, at: Instant): readonly Device[] {
    const wanted = normaliseName(name);
    return this.#all('host', hostLabel(name), ({ names }) =>
      names.some((held) => holdsAt(held, at) && sameHost(normaliseName(held.value), wanted)),
    );
  }

  byUser(upn: string, at: Instant): readonly Device[] {
    const wanted = upn.toLowerCase();
    return this.#all('user', wanted, ({ users }) =>
      users.some((held) => holdsAt(held, at) && held.value.toLowerCase() === wanted),
    );
  }

  #all(kind: KeyKind, key: string, isMeant: (device: Device) => boolean): readonly Device[] {
    const devices: Device[] = [];
    for (const holder of this.#holdersOf(kind, key)) {
      const device = this.#deviceOf(holder);
      if (isMeant(device)) devices.push(device);
    }
    return devices.length > 1 ? devices.sort((a, b) => (a.id < b.id ? -1 : 1)) : devices;
  }

  #latest(kind: KeyKind, key: string, isMeant: (device: Device) => boolean): Device | null {
    let latest: Device | null = null;
    for (const holder of this.#holdersOf(kind, key)) {
      const device = this.#deviceOf(holder);
      if (isMeant(device) && (!latest || isLater(device, latest))) latest = device;
    }
    return latest;
  }

  #holdersOf(kind: KeyKind, key: string): readonly number[] {
    return this.#keys.holdersOf(hashKey(kind, key));
  }

  #deviceOf(holder: number): Device {
    const kept = this.#kept[holder % KEPT];
    if (kept?.holder === holder) return kept.device;
    const device = this.#packer.read(this.#records.open(holder, this.#reader));
    this.#kept[holder % KEPT] = { holder, device };
    return device;
  }
}

/** Of every key under which a device is looked for, whatever the time; each once. */
function hashesOf(device: Device): readonly number[] {
  const { id, entraId, serial, defenderIds, names, users } = device;
  const hashes = [hashKey('id', id)];
  const add = (kind: KeyKind, key: string) => {
    const hash = hashKey(kind, key);
    if (!hashes.includes(hash)) hashes.push(hash);
  };
  if (entraId) add('entra-id', entraId.toLowerCase());
  if (serial) add('serial', serial.toLowerCase());
  for (const { value } of defenderIds) add('defender-id', value.toLowerCase());
  for (const { value } of names) add('host', hostLabel(value));
  for (const { value } of users) add('user', value.toLowerCase());
  return hashes;
}

function isLater(a: Device, b: Device): boolean {
  return a.recordedAt === b.recordedAt ? a.id > b.id : a.recordedAt > b.recordedAt;
}

/** A bare name matches a FQDN with that first label; two FQDNs must agree in full. */
function sameHost(held: string, wanted: string): boolean {
  if (held === wanted) return true;
  const bothQualified = held.includes('.') && wanted.includes('.');
  return !bothQualified && hostLabel(held) === hostLabel(wanted);
}
