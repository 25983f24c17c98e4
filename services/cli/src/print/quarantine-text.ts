import type { QuarantineDetail, QuarantineView } from '@demarc/contracts';
import type { Session } from '../session.js';
import { cleanLine, cleanText } from './clean.js';
import { tableText } from './table.js';
import { exactTime, relativeTime } from './time.js';
import { wrapText } from './wrap.js';

type Place = Pick<Session, 'style' | 'width' | 'io'>;

export function quarantineListText(messages: readonly QuarantineView[], { style, width, io }: Place): string {
  if (messages.length === 0) return 'The quarantine is empty.';
  return tableText(
    messages,
    [
      { title: 'ID', value: ({ id }) => id, paint: style.bold },
      { title: 'REASON', value: ({ reason }) => reason, paint: style.yellow },
      { title: 'WHAT', value: ({ detail }) => detail, flexible: true },
      { title: 'SUBJECT', value: ({ subject }) => subject, paint: style.dim, dropFirst: 2 },
      { title: 'CAME', value: ({ receivedAt }) => relativeTime(receivedAt, io.now()), paint: style.dim, dropFirst: 1 },
    ],
    width,
    style,
  );
}

export function quarantinedText(message: QuarantineDetail, { style, width, io }: Place): string {
  const row = (name: string, text: string): string =>
    `${style.dim(name.padEnd(10))}${wrapText(text, width, ' '.repeat(10))}`;
  const { reason, field, detail, subject, receivedAt, streamSeq, bytes, headers, raw } = message;
  return [
    `${style.bold(message.id)}  ${style.yellow(reason)}`,
    row('What', cleanLine(detail)),
    ...(field === null ? [] : [row('Field', cleanLine(field))]),
    row('Subject', `${cleanLine(subject)}, number ${streamSeq} of its stream`),
    row('Came', `${exactTime(receivedAt)}, ${relativeTime(receivedAt, io.now())}`),
    ...Object.entries(headers).map(([name, value]) => row('Header', cleanLine(`${name}: ${value}`))),
    row('Content', `${bytes} bytes${raw.text === null ? ', no UTF-8; --raw shows them' : ''}`),
    ...(raw.text === null ? [] : ['', cleanText(raw.text)]),
  ].join('\n');
}
