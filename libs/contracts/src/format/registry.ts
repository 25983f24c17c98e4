import { alertmanager } from './alertmanager.format.js';
import type { EventFormat } from './format.js';
import { graphAlert } from './graph-alert.format.js';
import { incident } from './incident.format.js';
import { mdeAlert } from './mde-alert.format.js';

/** Every format Demarc reads. */
export const FORMATS: readonly EventFormat[] = [graphAlert, mdeAlert, alertmanager, incident];

/** What the data of a CloudEvent is tried as when no format knows its `type`. */
export const NATIVE_FORMAT = incident;

const byName = new Map(FORMATS.map((format) => [format.name, format]));
const byType = new Map<string, EventFormat | null>();
const MOST_TYPES_REMEMBERED = 1_000;

/** The format of that name, or null. */
export function formatNamed(name: string): EventFormat | null {
  return byName.get(name) ?? null;
}

/** The format whose data a CloudEvent of this `type` carries, or null. */
export function formatOfType(type: string): EventFormat | null {
  const known = byType.get(type);
  if (known !== undefined) return known;
  const format =
    FORMATS.find(({ cloudEventTypes }) => cloudEventTypes.some((pattern) => matches(type, pattern))) ?? null;
  // Types come from outside: what is remembered of them must not grow without end.
  if (byType.size < MOST_TYPES_REMEMBERED) byType.set(type, format);
  return format;
}

function matches(type: string, pattern: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), type.trim().toLowerCase()];
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
