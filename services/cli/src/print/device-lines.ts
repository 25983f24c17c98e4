import type { ClassifiedDevice, Receipt } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { plainTimes } from './plain-times.js';
import { MARGIN, type Sheet } from './sheet.js';
import { exactTime } from './time.js';
import { wrapText } from './wrap.js';

const LABEL = 14;

/**
 * Each device: how it was judged, each look that was taken with what it gave, and from when the record is; then of
 * when the directory was. A receipt of an earlier release has no directory.
 */
export function deviceLines({ devices, directory }: Receipt, sheet: Sheet): readonly string[] {
  if (!directory || devices.length === 0) return [];
  const when = directory.asOf === null ? 'never imported' : `read ${exactTime(directory.asOf)}, ${directory.coverage}`;
  const state = sheet.style.dim(`directory revision ${directory.revision}, ${when}`);
  return [...devices.flatMap((device) => oneDevice(device, sheet)), state];
}

function oneDevice(device: ClassifiedDevice, { style, width }: Sheet): readonly string[] {
  const { subject, steps, because, enrolledAt, recordedAt, awaitsDirectory } = device;
  const name = device.name ?? subject.name ?? subject.entraId ?? subject.defenderId ?? 'a device without a name';
  const near = subject.role === 'affected' ? '' : ', only near: it decides nothing';
  const row = (label: string, text: string): string =>
    `  ${style.dim(label.padEnd(LABEL))}${wrapText(plainTimes(cleanLine(text)), width, MARGIN + ' '.repeat(LABEL + 2))}`;
  return [
    `${style.bold(cleanLine(name))}  ${device.class}${near}`,
    row('because', because),
    ...steps.map(({ by, value, gave }) => row(by, value === '' ? gave : `${value}: ${gave}`)),
    ...(enrolledAt ? [row('enrolment', intervalText(enrolledAt))] : []),
    ...(recordedAt ? [row('record of', exactTime(recordedAt))] : []),
    ...(awaitsDirectory ? [row('open', 'any import of the directory may change it')] : []),
  ];
}

function intervalText({ from, until }: NonNullable<ClassifiedDevice['enrolledAt']>): string {
  return until === null
    ? `since ${from ?? 'ever'}, still so when the directory was read`
    : `${from ?? 'ever'} to ${until}`;
}
