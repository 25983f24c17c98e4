import { type Dated, type Device, type Instant, instantOf } from '@demarc/domain';

const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2022, 0, 1);
const RECORDED_AT = '2024-06-01T08:00:00.1230000Z' as Instant;
const RINGS = ['Test', 'First', 'Fast', 'Fast', 'Broad', 'Broad', 'Broad', 'Broad'];

/** One of `every` devices, counted from `from`. */
const isOne = (n: number, every: number) => n % every === 0;
const held = (value: string, from: Instant | null, until: Instant | null = null): Dated<string> => ({
  value,
  from,
  until,
});

/** Hexadecimal digits that are `n`'s own for each use, spread as those of real ids are. */
function digits(n: number, use: number, length: number): string {
  let text = '';
  for (let word = 0; text.length < length; word += 1) {
    let mixed = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(use * 16 + word + 1, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
    text += ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
}

function guid(n: number, use: number): string {
  const hex = digits(n, use, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export const entraIdOf = (n: number) => guid(n, 1);
export const defenderIdOf = (n: number) => digits(n, 4, 40);
export const nameOf = (n: number) => `MMD-${digits(n, 5, 11)}`;
export const userOf = (n: number) => `${digits(n, 7, 6)}.user${n}@contoso.example`;
/** Every tenth device was never enrolled. */
export const isEnrolled = (n: number) => !isOne(n, 10);

/** A device as a directory has it: ids, a name or two, groups and tags, a user, what it went through in MMD. */
export function benchDevice(n: number): Device {
  const from = instantOf(FIRST_DAY_MS + (n % 500) * DAY_MS + (n % 86_399) * 1_000);
  const later = instantOf(FIRST_DAY_MS + ((n % 500) + 1) * DAY_MS + (n % 7_919));
  const renamed = isOne(n, 5) ? [held(`DESKTOP-${digits(n, 6, 7)}`, null, from)] : [];
  const reset = isOne(n, 4) ? [held(digits(n, 8, 40), null, from)] : [];
  const isMmd = isEnrolled(n);
  return {
    id: guid(n, 0),
    entraId: entraIdOf(n),
    intuneId: guid(n, 2),
    serial: digits(n, 3, 7).toUpperCase(),
    os: isOne(n, 8) ? 'Windows10' : 'Windows11',
    trustType: 'AzureAd',
    names: [...renamed, held(nameOf(n), from)],
    defenderIds: [...reset, held(defenderIdOf(n), from)],
    rings: isMmd ? [held(RINGS[n % RINGS.length]!, from)] : [],
    tags: isMmd ? [held('M365Managed-Standard', from)] : [],
    groups: isMmd ? [held('Modern Workplace Devices-All', from), held('Modern Workplace Devices-Broad', from)] : [],
    users: [held(userOf(n), from)],
    registrations: isMmd
      ? [
          { value: 'ready', from, until: later },
          { value: 'active', from: later, until: null },
        ]
      : [],
    enrolments: isMmd ? [{ from: later, until: null }] : [],
    recordedAt: RECORDED_AT,
  };
}
