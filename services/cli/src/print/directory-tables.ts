import type { ContactView, DeviceView } from '@demarc/contracts';
import type { Session } from '../session.js';
import { tableText } from './table.js';
import { exactTime } from './time.js';

type Place = Pick<Session, 'style' | 'width' | 'io'>;

export function devicesText(devices: readonly DeviceView[], { style, width, io }: Place): string {
  if (devices.length === 0) return 'No device is known.';
  const now = io.now();
  return tableText(
    devices,
    [
      { title: 'NAME', value: ({ names }) => names.at(-1)?.value ?? '-', paint: style.bold, flexible: true },
      {
        title: 'IN MMD',
        value: (device) => enrolmentText(device, now),
        paint: (text) => (text.startsWith('since') ? style.green(text) : style.dim(text)),
      },
      { title: 'RING', value: ({ rings }) => valueAt(rings, now) ?? '-', dropFirst: 2 },
      { title: 'OS', value: ({ os }) => os ?? '-', dropFirst: 3 },
      { title: 'SERIAL', value: ({ serial }) => serial ?? '-', paint: style.dim, dropFirst: 4 },
      { title: 'ENTRA ID', value: ({ entraId }) => entraId ?? '-', paint: style.dim, dropFirst: 5 },
    ],
    width,
    style,
  );
}

export function contactsText(contacts: readonly ContactView[], { style, width }: Place): string {
  if (contacts.length === 0) return 'No contact is known: nobody can be told.';
  return tableText(
    contacts,
    [
      { title: 'AREA', value: ({ area }) => area, paint: style.bold },
      { title: 'NAME', value: ({ name, kind }) => (kind === 'group' ? `${name} (group)` : name), flexible: true },
      { title: 'TOLD BY', value: ({ channels }) => channels.map(channelText).join(', ') || 'nothing', flexible: true },
      { title: 'TELEPHONE', value: ({ phone }) => phone ?? '-', paint: style.dim, dropFirst: 1 },
    ],
    width,
    style,
  );
}

/** `since 2026-01-03`, `until 2026-05-01`, `never`. */
function enrolmentText({ enrolments }: DeviceView, now: Date): string {
  const day = (moment: string): string => exactTime(moment).slice(0, 10);
  const current = enrolments.find((interval) => isCurrent(interval, now));
  if (current) return current.from === null ? 'since ever' : `since ${day(current.from)}`;
  const last = enrolments.at(-1);
  return last?.until ? `until ${day(last.until)}` : 'never';
}

function valueAt(values: DeviceView['rings'], now: Date): string | undefined {
  return values.find((held) => isCurrent(held, now))?.value;
}

function isCurrent({ from, until }: Pick<DeviceView['rings'][number], 'from' | 'until'>, now: Date): boolean {
  const begun = from === null || Date.parse(from) <= now.getTime();
  return begun && (until === null || Date.parse(until) > now.getTime());
}

function channelText(channel: ContactView['channels'][number]): string {
  return channel.type === 'email' ? channel.address : channel.type;
}
