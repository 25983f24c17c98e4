import { type Instant, type Interval, parseInstant } from '@demarc/domain';
import type { RowError, TableRow } from './import-table.js';

export const DEVICE_COLUMNS = [
  'entra_device_id',
  'serial',
  'name',
  'name_from',
  'name_until',
  'defender_ids',
  'tags',
  'ring',
  'os',
  'trust_type',
  'enrolled_from',
  'enrolled_until',
] as const;
export type DeviceColumn = (typeof DEVICE_COLUMNS)[number];

/** One row of devices.csv, read. */
export interface DeviceRow {
  readonly line: number;
  readonly entraId: string | null;
  readonly serial: string | null;
  readonly name: ({ readonly value: string } & Interval) | null;
  readonly defenderIds: readonly string[];
  readonly tags: readonly string[];
  readonly ring: string | null;
  readonly os: string | null;
  readonly trustType: string | null;
  readonly enrolment: Interval | null;
}

const GUID = /^\{?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\}?$/i;
const NO_GUID = '00000000-0000-0000-0000-000000000000';
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads one row; what is wrong with it goes to `errors`, field by field. */
export function readDeviceRow({ line, cells }: TableRow<DeviceColumn>, errors: RowError[]): DeviceRow {
  const wrong = (field: DeviceColumn, detail: string): null => {
    errors.push({ line, field, detail });
    return null;
  };
  const guid = (field: DeviceColumn): string | null => {
    if (cells[field] === '') return null;
    const found = GUID.exec(cells[field])?.[1]?.toLowerCase();
    return found && found !== NO_GUID ? found : wrong(field, `"${cells[field]}" is not a GUID`);
  };
  const date = (field: DeviceColumn): Instant | null => {
    if (cells[field] === '') return null;
    const instant = parseInstant(DATE_ONLY.test(cells[field]) ? `${cells[field]}T00:00:00Z` : cells[field]);
    return instant ?? wrong(field, `"${cells[field]}" is no date; write 2026-11-22 or 2026-11-22T10:00:00Z`);
  };
  const interval = (from: DeviceColumn, until: DeviceColumn): Interval => {
    const read = { from: date(from), until: date(until) };
    if (read.from && read.until && read.until <= read.from)
      wrong(until, `${cells[until]} is not after ${from} ${cells[from]}`);
    return read;
  };
  const entraId = guid('entra_device_id');
  const serial = cells.serial || null;
  if (cells.entra_device_id === '' && !serial) wrong('entra_device_id', 'a device needs entra_device_id or serial');
  const named = interval('name_from', 'name_until');
  if (cells.name === '' && (named.from || named.until)) wrong('name', 'name_from or name_until without a name');
  const enrolment = interval('enrolled_from', 'enrolled_until');
  return {
    line,
    entraId,
    serial,
    name: cells.name === '' ? null : { value: cells.name, ...named },
    defenderIds: listOf(cells.defender_ids).map((id) => id.toLowerCase()),
    tags: listOf(cells.tags),
    ring: cells.ring || null,
    os: cells.os || null,
    trustType: cells.trust_type || null,
    enrolment: enrolment.from || enrolment.until ? enrolment : null,
  };
}

/** The parts of a `;` list, each once. */
function listOf(cell: string): string[] {
  return [
    ...new Set(
      cell
        .split(';')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}
