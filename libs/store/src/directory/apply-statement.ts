import { type Dated, type Device, type Instant, type RegistrationState } from '@demarc/domain';
import { DATED_PARTS, DATED_PART_NAMES, type DatedPart } from './dated-parts.js';
import type { DeviceColumn } from './device-row.js';
import type { DeviceStatement } from './device-statement.js';
import { restateEnrolments } from './restate-enrolments.js';
import { compareText, restate } from './restate.js';

/** When a statement is made, and from when on it holds. */
export interface StatedAt {
  readonly now: Instant;
  /** When the inventory was read at its source: what it says without dates holds from then on. */
  readonly asOf: Instant;
}

/**
 * The record of a device after a file said something about it. What the file has no column for stays as it was; the
 * rules of the dated parts are those of {@link restate}, of enrolments those of {@link restateEnrolments}. Pure:
 * `known` null is a new device, whose id is `id`.
 */
export function applyStatement(
  known: Device | null,
  statement: DeviceStatement,
  columns: ReadonlySet<DeviceColumn>,
  { now, asOf }: StatedAt,
  id: string,
): Device {
  const stated = <T>(column: DeviceColumn, value: T, before: T | undefined): T =>
    columns.has(column) || before === undefined ? value : before;
  const part = <T extends string>(name: DatedPart): readonly Dated<T>[] => {
    const before = (known?.[name] ?? []) as readonly Dated<T>[];
    const rule = DATED_PARTS[name];
    if (!columns.has(rule.column)) return before;
    return restate(before, statement.parts[name] as readonly Dated<T>[], rule, asOf, known === null);
  };
  const enrolments = known?.enrolments ?? [];
  const enrolmentsStated = columns.has('enrolled_from') || columns.has('enrolled_until');
  return {
    id: known?.id ?? id,
    entraId: statement.entraId ?? known?.entraId ?? null,
    intuneId: stated('intune_id', statement.intuneId, known?.intuneId),
    serial: statement.serial ?? known?.serial ?? null,
    os: stated('os', statement.os, known?.os),
    trustType: stated('trust_type', statement.trustType, known?.trustType),
    names: part('names'),
    defenderIds: part('defenderIds'),
    rings: part('rings'),
    tags: part('tags'),
    groups: part('groups'),
    users: part('users'),
    registrations: part<RegistrationState>('registrations'),
    enrolments: enrolmentsStated ? restateEnrolments(enrolments, statement.enrolments, asOf) : enrolments,
    recordedAt: now,
  };
}

/** Whether two records say the same; when they were recorded does not count, nor the order of what holds at once. */
export function sameDevice(a: Device, b: Device): boolean {
  return contentOf(a) === contentOf(b);
}

/** In a fixed order of keys, which PostgreSQL's jsonb does not keep. */
function contentOf(device: Device): string {
  const { entraId, intuneId, serial, os, trustType, enrolments } = device;
  return JSON.stringify([
    [entraId, intuneId, serial, os, trustType],
    DATED_PART_NAMES.map((part) =>
      device[part].map(({ value, from, until }) => JSON.stringify([from, until, value])).toSorted(compareText),
    ),
    enrolments.map(({ from, until }) => [from, until]),
  ]);
}
