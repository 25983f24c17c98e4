import type { Interval } from '@demarc/domain';
import { DATED_PARTS, DATED_PART_NAMES } from './dated-parts.js';
import { type DeviceColumn, type DeviceRow, type StatedParts, readDeviceRow } from './device-row.js';
import type { ImportTable, RowError } from './import-table.js';
import { checkPart } from './part-contradictions.js';
import { compareText } from './restate.js';

/** What a file says of one device; the rows of one device add up. */
export interface DeviceStatement {
  /** The first of its rows. */
  readonly line: number;
  readonly entraId: string | null;
  readonly intuneId: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly trustType: string | null;
  readonly parts: StatedParts;
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
    intuneId: agreed('intune_id', (row) => row.intuneId),
    serial: agreed('serial', (row) => row.serial),
    os: agreed('os', (row) => row.os),
    trustType: agreed('trust_type', (row) => row.trustType),
    parts: statedParts(rows, errors),
    enrolments: statedEnrolments(rows, errors),
  };
}

function statedParts(rows: readonly DeviceRow[], errors: RowError[]): StatedParts {
  const parts = DATED_PART_NAMES.map((part) => {
    const stated = rows.flatMap(({ line, parts: said }) => said[part].map((dated) => ({ line, dated })));
    checkPart(DATED_PARTS[part], stated, errors);
    const values = stated.map(({ dated }) => dated);
    if (values.length < 2) return [part, values];
    return [part, [...new Map(values.map((dated) => [JSON.stringify(dated).toLowerCase(), dated])).values()]];
  });
  return Object.fromEntries(parts) as StatedParts;
}

function statedEnrolments(rows: readonly DeviceRow[], errors: RowError[]): Interval[] {
  const enrolled = rows.flatMap((row) => (row.enrolment ? [{ line: row.line, ...row.enrolment }] : []));
  const intervals = [
    ...new Map(enrolled.map((interval) => [`${interval.from}\n${interval.until}`, interval])).values(),
  ];
  intervals.sort((a, b) => compareText(a.from ?? '', b.from ?? '') || compareText(a.until ?? '~', b.until ?? '~'));
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
    for (const { value: id } of statement.parts.defenderIds) {
      const owner = owners.get(id);
      if (!owner) owners.set(id, statement);
      else if (owner !== statement)
        errors.push({
          line: statement.line,
          field: 'defender_ids',
          detail: `${id} is also that of the device in line ${owner.line}`,
        });
    }
  }
}
