import type { Device } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DeviceStatement } from './device-statement.js';
import type { RowError } from './import-table.js';

/** The devices of the directory that a file's statements are, or may be, about. */
export class KnownDevices {
  readonly #byEntraId = new Map<string, Device>();
  readonly #bySerial = new Map<string, Device[]>();
  readonly #byDefenderId = new Map<string, Device>();

  /** Reads all that share an Entra id, a serial or a Defender id with a statement. One pass over the tenant's devices. */
  static async load(client: PoolClient, tenant: string, statements: readonly DeviceStatement[]): Promise<KnownDevices> {
    const entraIds = statements.flatMap(({ entraId }) => entraId ?? []);
    const serials = statements.flatMap(({ serial }) => serial?.toLowerCase() ?? []);
    const defenderIds = statements.flatMap(({ parts }) => parts.defenderIds.map(({ value }) => value));
    const { rows } = await client.query<{ document: Device }>(
      `select document from devices d where tenant_id = $1 and superseded_at is null and (
         entra_id in (select unnest($2::text[])) or lower(serial) in (select unnest($3::text[]))
         or exists (select 1 from jsonb_array_elements(d.document->'defenderIds') known
                    where lower(known->>'value') in (select unnest($4::text[]))))`,
      [tenant, entraIds, serials, defenderIds],
    );
    const known = new KnownDevices();
    for (const { document } of rows) known.#add(document);
    return known;
  }

  #add(device: Device): void {
    if (device.entraId) this.#byEntraId.set(device.entraId, device);
    if (device.serial) {
      const key = device.serial.toLowerCase();
      this.#bySerial.set(key, [...(this.#bySerial.get(key) ?? []), device]);
    }
    for (const { value } of device.defenderIds) this.#byDefenderId.set(value.toLowerCase(), device);
  }

  /**
   * The device a statement is about, or null when it is a new one. By Entra id; else by serial, but a device that was
   * reset and joined anew has the old serial and another Entra id, and is another device.
   */
  deviceOf(statement: DeviceStatement): Device | null {
    const named = statement.entraId ? this.#byEntraId.get(statement.entraId) : undefined;
    if (named) return named;
    const sharing = this.#sharingSerial(statement);
    return (statement.entraId ? sharing.find((device) => device.entraId === null) : sharing[0]) ?? null;
  }

  conflictsOf(statement: DeviceStatement): RowError[] {
    const { line, entraId, serial } = statement;
    const sharing = this.#sharingSerial(statement);
    const errors: RowError[] = [];
    if (!entraId && sharing.length > 1) {
      errors.push({
        line,
        field: 'serial',
        detail: `${sharing.length} devices of the directory have the serial ${serial}; give entra_device_id`,
      });
    }
    const own = this.deviceOf(statement);
    for (const { value: id } of statement.parts.defenderIds) {
      const owner = this.#byDefenderId.get(id);
      if (!owner || owner.id === own?.id) continue;
      errors.push({
        line,
        field: 'defender_ids',
        detail: `${id} is in the directory as that of ${owner.names.at(-1)?.value ?? owner.entraId ?? owner.serial}`,
      });
    }
    return errors;
  }

  #sharingSerial({ serial }: DeviceStatement): readonly Device[] {
    return serial ? (this.#bySerial.get(serial.toLowerCase()) ?? []) : [];
  }
}
