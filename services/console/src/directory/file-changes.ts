import type { ContactView, DeviceView } from '@demarc/contracts';
import type { Hours } from '@demarc/domain';
import { LANES, type LaneName } from './device-history.js';

/** A value that is, or was for a time. */
export interface Part {
  /** Null: it was enrolled, which has no value. */
  readonly value: string | null;
  /** Null: it has no times. */
  readonly span: { readonly from: string | null; readonly until: string | null } | null;
}

const DEVICE_TEXTS = ['entraId', 'intuneId', 'serial', 'os', 'trustType'] as const;
const CONTACT_TEXTS = ['area', 'kind', 'name', 'language', 'phone', 'role', 'reach'] as const;

export type DeviceField = (typeof DEVICE_TEXTS)[number] | LaneName;
export type ContactField = (typeof CONTACT_TEXTS)[number] | 'expertAreas' | 'hours' | 'channels';

/** What becomes of one field: what of it goes, and what comes. What stays is not said. */
export interface FieldChange<Field extends string> {
  readonly field: Field;
  readonly gone: readonly Part[];
  readonly come: readonly Part[];
}

export function changesOfDevice(before: DeviceView | null, after: DeviceView): readonly FieldChange<DeviceField>[] {
  const texts = DEVICE_TEXTS.map((field) => changeOf(field, [before?.[field]].map(plain), [after[field]].map(plain)));
  const lanes = LANES.map((field) => changeOf(field, (before?.[field] ?? []).map(spanned), after[field].map(spanned)));
  return [...texts, ...lanes].filter(isChange);
}

export function changesOfContact(before: ContactView | null, after: ContactView): readonly FieldChange<ContactField>[] {
  const texts = CONTACT_TEXTS.map((field) => changeOf(field, [before?.[field]].map(plain), [after[field]].map(plain)));
  const lists = [
    changeOf('expertAreas', (before?.expertAreas ?? []).map(plain), after.expertAreas.map(plain)),
    changeOf('hours', before ? [plain(hoursText(before.hours))] : [], [plain(hoursText(after.hours))]),
    changeOf('channels', (before?.channels ?? []).map(channelPart), after.channels.map(channelPart)),
  ];
  return [...texts, ...lists].filter(isChange);
}

function changeOf<Field extends string>(
  field: Field,
  before: readonly (Part | null)[],
  after: readonly (Part | null)[],
): FieldChange<Field> {
  const without = (parts: readonly (Part | null)[], others: readonly (Part | null)[]) => {
    const known = new Set(others.map((part) => JSON.stringify(part)));
    return parts.filter((part) => part !== null).filter((part) => !known.has(JSON.stringify(part)));
  };
  return { field, gone: without(before, after), come: without(after, before) };
}

const isChange = ({ gone, come }: FieldChange<string>): boolean => gone.length + come.length > 0;

const plain = (value: string | null | undefined): Part | null => (value == null ? null : { value, span: null });

const spanned = (part: { value?: string; from: string | null; until: string | null }): Part => ({
  value: part.value ?? null,
  span: { from: part.from, until: part.until },
});

export const channelText = (channel: ContactView['channels'][number]): string =>
  `${channel.type}: ${channel.type === 'email' ? channel.address : channel.url}`;

const channelPart = (channel: ContactView['channels'][number]) => plain(channelText(channel));

/** When somebody may be disturbed, as the file writes it: days that are alike are said together. */
export function hoursText(hours: Hours): string {
  if (typeof hours === 'string') return hours;
  const days = Object.entries(hours.week).map(([day, windows]) => ({
    day,
    at: windows.map(({ start, end }) => `${start}-${end}`).join(' '),
  }));
  const runs: { first: string; last: string; at: string }[] = [];
  for (const { day, at } of days) {
    const run = runs.at(-1);
    if (run?.at === at) run.last = day;
    else runs.push({ first: day, last: day, at });
  }
  const said = runs
    .filter(({ at }) => at !== '')
    .map(({ first, last, at }) => `${first === last ? first : `${first}-${last}`} ${at}`);
  const holidays = hours.holidays.length > 0 ? [`- ${hours.holidays.join(' ')}`] : [];
  return [...said, hours.timeZone, ...holidays].join(', ');
}
