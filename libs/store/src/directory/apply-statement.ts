import { type Dated, type Device, type Instant, normaliseName } from '@demarc/domain';
import type { DeviceColumn } from './device-row.js';
import { type DeviceStatement, compareText } from './device-statement.js';

/**
 * The record of a device after a file said something about it. Columns that the file has replace what was known;
 * names and Defender ids are added to it. Pure: `known` null is a new device, whose id is `id`.
 */
export function applyStatement(
  known: Device | null,
  statement: DeviceStatement,
  columns: ReadonlySet<DeviceColumn>,
  now: Instant,
  id: string,
): Device {
  const stated = <T>(column: DeviceColumn, value: T, before: T | undefined): T =>
    columns.has(column) || before === undefined ? value : before;
  const enrolmentsStated = columns.has('enrolled_from') || columns.has('enrolled_until');
  return {
    id: known?.id ?? id,
    entraId: statement.entraId ?? known?.entraId ?? null,
    serial: statement.serial ?? known?.serial ?? null,
    os: stated('os', statement.os, known?.os),
    trustType: stated('trust_type', statement.trustType, known?.trustType),
    ring: stated('ring', statement.ring, known?.ring),
    tags: stated('tags', statement.tags, known?.tags),
    names: statement.names.reduce((names, name) => withName(names, name, now), known?.names ?? []),
    defenderIds: withDefenderIds(known?.defenderIds ?? [], statement.defenderIds),
    enrolments: enrolmentsStated || !known ? statement.enrolments : known.enrolments,
    recordedAt: now,
  };
}

/** Whether two records say the same; when they were recorded and the case of ids does not count. */
export function sameDevice(a: Device, b: Device): boolean {
  return contentOf(a) === contentOf(b);
}

/** In a fixed order of keys, which PostgreSQL's jsonb does not keep. */
function contentOf(device: Device): string {
  const dated = (list: readonly Dated<string>[]) => list.map(({ value, from, until }) => [value, from, until]);
  return JSON.stringify([
    device.entraId,
    device.serial,
    device.os,
    device.trustType,
    device.ring,
    device.tags.toSorted(compareText),
    dated(device.names),
    dated(device.defenderIds),
    device.enrolments.map(({ from, until }) => [from, until]),
  ]);
}

type Names = readonly Dated<string>[];

function withName(known: Names, name: Dated<string>, now: Instant): Names {
  return name.from === null && name.until === null ? withCurrentName(known, name, now) : withDatedName(known, name);
}

/** A name without dates: nothing new when the device bears it, else its name from now on or since the last one ended. */
function withCurrentName(known: Names, name: Dated<string>, now: Instant): Names {
  const open = known.filter((other) => other.until === null);
  if (open.some((other) => sameName(other, name))) return known;
  const lastEnd = known
    .map((other) => other.until ?? '')
    .toSorted(compareText)
    .at(-1);
  const from = known.length === 0 ? null : open.length > 0 ? now : (lastEnd as Instant);
  return inOrder([...known, { ...name, from }]);
}

/** A name with dates: more exact than what was known of that name at that time, or one more name. */
function withDatedName(known: Names, name: Dated<string>): Names {
  const begunThen = known.find((other) => sameName(other, name) && other.from === name.from);
  const undated = known.find((other) => sameName(other, name) && other.from === null && other.until === null);
  const until = name.until ?? begunThen?.until ?? null;
  return inOrder([...known.filter((other) => other !== (begunThen ?? undated)), { ...name, until }]);
}

/** A name holds until the next one begins, so an open one gets its end from that. */
function inOrder(names: Names): Names {
  const OPEN_END = '~';
  const sorted = names.toSorted(
    (a, b) => compareText(a.from ?? '', b.from ?? '') || compareText(a.until ?? OPEN_END, b.until ?? OPEN_END),
  );
  return sorted.map((held, at) => {
    const next = sorted[at + 1];
    return held.until === null && next?.from ? { ...held, until: next.from } : held;
  });
}

function sameName(a: Dated<string>, b: Dated<string>): boolean {
  return normaliseName(a.value) === normaliseName(b.value);
}

function withDefenderIds(known: Names, stated: readonly string[]): Names {
  const have = new Set(known.map(({ value }) => value.toLowerCase()));
  const added = stated.filter((value) => !have.has(value));
  return [...known, ...added.map((value) => ({ value, from: null, until: null }))];
}
