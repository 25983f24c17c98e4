import { type Dated, type Instant, type Interval, type RegistrationState, parseInstant } from '@demarc/domain';
import { DATED_PARTS, type DatedPart } from './dated-parts.js';
import type { RowError, TableRow } from './import-table.js';

export const DEVICE_COLUMNS = [
  'entra_device_id',
  'intune_id',
  'serial',
  'name',
  'name_from',
  'name_until',
  'defender_ids',
  'defender_from',
  'defender_until',
  'tags',
  'tags_from',
  'tags_until',
  'groups',
  'groups_from',
  'groups_until',
  'ring',
  'ring_from',
  'ring_until',
  'user',
  'user_from',
  'user_until',
  'registration_state',
  'registration_from',
  'registration_until',
  'os',
  'trust_type',
  'enrolled_from',
  'enrolled_until',
] as const;
export type DeviceColumn = (typeof DEVICE_COLUMNS)[number];

/** What a row or a file says of the dated parts; a value without dates is what holds now. */
export type StatedParts = Readonly<Record<Exclude<DatedPart, 'registrations'>, readonly Dated<string>[]>> & {
  readonly registrations: readonly Dated<RegistrationState>[];
};

/** One row of devices.csv, read. */
export interface DeviceRow {
  readonly line: number;
  readonly entraId: string | null;
  readonly intuneId: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly trustType: string | null;
  readonly parts: StatedParts;
  readonly enrolment: Interval | null;
}

const GUID = /^\{?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\}?$/i;
const NO_GUID = '00000000-0000-0000-0000-000000000000';
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** As the portal, its exports and its API write the states (MD:prepare/manual-registration.md), letters alone. */
const REGISTRATION_WORDS: ReadonlyMap<string, RegistrationState> = new Map([
  ['registrationpending', 'pending'],
  ['pending', 'pending'],
  ['registrationfailed', 'failed'],
  ['failed', 'failed'],
  ['readyforuser', 'ready'],
  ['ready', 'ready'],
  ['active', 'active'],
  ['inactive', 'inactive'],
]);

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
  const interval = (from: DeviceColumn, until: DeviceColumn, mayBeEmpty = false): Interval => {
    const read = { from: date(from), until: date(until) };
    if (mayBeEmpty && read.from === read.until) return read;
    if (read.from && read.until && read.until <= read.from)
      wrong(until, `${cells[until]} is not after ${from} ${cells[from]}`);
    return read;
  };
  const part = (name: DatedPart): Dated<string>[] => {
    const { column, from, until, one } = DATED_PARTS[name];
    const dates = interval(from, until);
    const values = one ? [cells[column]].filter((value) => value !== '') : listOf(cells[column]);
    if (values.length === 0 && (dates.from || dates.until)) wrong(column, `${from} or ${until} without ${column}`);
    return values.map((value) => ({ value, ...dates }));
  };
  const registration = (stated: Dated<string>): Dated<RegistrationState>[] => {
    const value = REGISTRATION_WORDS.get(stated.value.toLowerCase().replaceAll(/[^a-z]/g, ''));
    if (value) return [{ ...stated, value }];
    const known = 'Registration pending, Registration failed, Ready for user, Active, Inactive';
    wrong('registration_state', `"${stated.value}" is not a state; known are ${known}`);
    return [];
  };
  const entraId = guid('entra_device_id');
  const serial = cells.serial || null;
  if (cells.entra_device_id === '' && !serial) wrong('entra_device_id', 'a device needs entra_device_id or serial');
  // One that ends where it begins takes back what was said of that time.
  const enrolment = interval('enrolled_from', 'enrolled_until', true);
  return {
    line,
    entraId,
    intuneId: guid('intune_id'),
    serial,
    os: cells.os || null,
    trustType: cells.trust_type || null,
    parts: {
      names: part('names'),
      defenderIds: part('defenderIds').map((id) => ({ ...id, value: id.value.toLowerCase() })),
      rings: part('rings'),
      tags: part('tags'),
      groups: part('groups'),
      users: part('users'),
      registrations: part('registrations').flatMap(registration),
    },
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
