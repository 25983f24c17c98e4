import type { Dated, Interval } from '@demarc/domain';
import { type DeviceColumn, type DeviceRow, readDeviceRow } from './device-row.js';
import type { ImportTable, RowError } from './import-table.js';

/** What a file says of one device; the rows of one device add up. */
export interface DeviceStatement {
  /** The first of its rows. */
  readonly line: number;
  readonly entraId: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly trustType: string | null;
  readonly ring: string | null;
  readonly tags: readonly string[];
  readonly names: readonly Dated<string>[];
  readonly defenderIds: readonly string[];
  readonly enrolments: readonly Interval[];
}

/** Turns a table into one statement a device. Pure; every mistake of the whole file at once, in order of lines. */
export function readStatements(table: ImportTable<DeviceColumn>): {
  readonly statements: readonly DeviceStatement[];
  readonly errors: readonly RowError[];
} {
  const errors = [...table.errors];
  const rows = table.rows.map((row) => readDeviceRow(row, errors));
  const statements = groupRows(rows, errors).map((group) => statementOf(group, errors));
  checkDefenderIds(statements, errors);
  return { statements, errors: errors.toSorted((a, b) => a.line - b.line) };
}

/** Rows with an Entra id first: a row that only has the serial belongs to the device of that serial. */
function groupRows(rows: readonly DeviceRow[], errors: RowError[]): DeviceRow[][] {
  const byEntraId = new Map<string, DeviceRow[]>();
  const bySerial = new Map<string, Set<DeviceRow[]>>();
  const groups: DeviceRow[][] = [];
  const groupWithEntraId = (entraId: string): DeviceRow[] => {
    const known = byEntraId.get(entraId);
    if (known) return known;
    const group: DeviceRow[] = [];
    byEntraId.set(entraId, group);
    groups.push(group);
    return group;
  };
  const remember = (group: DeviceRow[], serial: string) => {
    const key = serial.toLowerCase();
    bySerial.set(key, (bySerial.get(key) ?? new Set()).add(group));
  };
  for (const row of rows) {
    if (!row.entraId) continue;
    const group = groupWithEntraId(row.entraId);
    group.push(row);
    if (row.serial) remember(group, row.serial);
  }
  for (const row of rows) {
    if (row.entraId || !row.serial) continue;
    const [group, another] = bySerial.get(row.serial.toLowerCase()) ?? [];
    if (another) {
      const detail = `several devices of this file have the serial ${row.serial}; give entra_device_id`;
      errors.push({ line: row.line, field: 'serial', detail });
    } else if (group) group.push(row);
    else {
      const alone = [row];
      groups.push(alone);
      remember(alone, row.serial);
    }
  }
  return groups;
}

function statementOf(rows: readonly DeviceRow[], errors: RowError[]): DeviceStatement {
  const [first] = rows;
  const agreed = (field: DeviceColumn, read: (row: DeviceRow) => string | null): string | null => {
    let said: { row: DeviceRow; value: string } | null = null;
    for (const row of rows) {
      const value = read(row);
      if (value === null) continue;
      said ??= { row, value };
      if (said.value.toLowerCase() !== value.toLowerCase()) {
        errors.push({
          line: row.line,
          field,
          detail: `"${value}" here, but "${said.value}" in line ${said.row.line} for the same device`,
        });
      }
    }
    return said?.value ?? null;
  };
  return {
    line: first!.line,
    entraId: first!.entraId,
    serial: agreed('serial', (row) => row.serial),
    os: agreed('os', (row) => row.os),
    trustType: agreed('trust_type', (row) => row.trustType),
    ring: agreed('ring', (row) => row.ring),
    tags: [...new Set(rows.flatMap((row) => row.tags))],
    names: statedNames(rows, errors),
    defenderIds: [...new Set(rows.flatMap((row) => row.defenderIds))],
    enrolments: statedEnrolments(rows, errors),
  };
}

function statedNames(rows: readonly DeviceRow[], errors: RowError[]): Dated<string>[] {
  const names = new Map<string, { row: DeviceRow; name: Dated<string> }>();
  for (const row of rows) {
    if (row.name)
      names.set(`${row.name.value.toLowerCase()}\n${row.name.from}\n${row.name.until}`, { row, name: row.name });
  }
  const undated = [...names.values()].filter(({ name }) => isUndated(name));
  for (const { row, name } of undated.slice(1)) {
    const detail = `"${name.value}" and "${undated[0]!.name.value}" are both the current name; give name_from or name_until`;
    errors.push({ line: row.line, field: 'name', detail });
  }
  // The dated ones first: where they end, the current one begins.
  return [...names.values()].map(({ name }) => name).toSorted((a, b) => Number(isUndated(a)) - Number(isUndated(b)));
}

function isUndated({ from, until }: Interval): boolean {
  return from === null && until === null;
}

function statedEnrolments(rows: readonly DeviceRow[], errors: RowError[]): Interval[] {
  const enrolled = rows.flatMap((row) => (row.enrolment ? [{ line: row.line, ...row.enrolment }] : []));
  const intervals = [
    ...new Map(enrolled.map((interval) => [`${interval.from}\n${interval.until}`, interval])).values(),
  ];
  intervals.sort((a, b) => compareText(a.from ?? '', b.from ?? ''));
  intervals.forEach((interval, at) => {
    const before = intervals[at - 1];
    if (!before || (before.until !== null && before.until <= (interval.from ?? ''))) return;
    errors.push({
      line: interval.line,
      field: 'enrolled_from',
      detail: `overlaps the enrolment of the same device in line ${before.line}`,
    });
  });
  return intervals.map(({ from, until }) => ({ from, until }));
}

function checkDefenderIds(statements: readonly DeviceStatement[], errors: RowError[]): void {
  const owners = new Map<string, DeviceStatement>();
  for (const statement of statements) {
    for (const id of statement.defenderIds) {
      const owner = owners.get(id);
      if (!owner) owners.set(id, statement);
      else
        errors.push({
          line: statement.line,
          field: 'defender_ids',
          detail: `${id} is also that of the device in line ${owner.line}`,
        });
    }
  }
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
