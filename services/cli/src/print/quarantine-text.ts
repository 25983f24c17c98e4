import type { QuarantineDetail, QuarantineView } from '@demarc/contracts';
import type { QuarantineWork } from '@demarc/domain';
import type { Session } from '../session.js';
import { cleanLine, cleanText } from './clean.js';
import { tableText } from './table.js';
import { exactTime, relativeTime } from './time.js';
import { wrapText } from './wrap.js';

type Place = Pick<Session, 'style' | 'width' | 'io'>;

export function quarantineListText(messages: readonly QuarantineView[], { style, width, io }: Place): string {
  if (messages.length === 0) return 'Nothing waits in quarantine.';
  return tableText(
    messages,
    [
      { title: 'ID', value: ({ id }) => id, paint: style.bold },
      { title: 'REASON', value: ({ reason }) => reason, paint: style.yellow },
      { title: 'STATE', value: ({ state }) => state, dropFirst: 3 },
      { title: 'WHAT', value: ({ detail }) => detail, flexible: true },
      { title: 'SUBJECT', value: ({ subject }) => subject, paint: style.dim, dropFirst: 2 },
      { title: 'CAME', value: ({ receivedAt }) => relativeTime(receivedAt, io.now()), paint: style.dim, dropFirst: 1 },
    ],
    width,
    style,
  );
}

/** One message for whoever is to work it: why, where, what to do, what was done, and what it holds. */
export function quarantinedText(message: QuarantineDetail, { style, width, io }: Place): string {
  const row = (name: string, text: string): string =>
    `${style.dim(name.padEnd(10))}${wrapText(text, width, ' '.repeat(10))}`;
  const { reason, field, detail, subject, receivedAt, streamSeq, bytes, headers, raw, state, advice } = message;
  const kept = raw ? (raw.text === null ? ', no UTF-8; --raw shows them' : '') : ', not kept';
  return [
    `${style.bold(message.id)}  ${style.yellow(reason)}  ${state}`,
    row('What', cleanLine(detail)),
    ...(field === null ? [] : [row('Field', cleanLine(field))]),
    ...faultLines(message, style),
    ...(state === 'waiting' ? [row('To do', advice.replaceAll('`', ''))] : []),
    row('Subject', `${cleanLine(subject)}, number ${streamSeq} of its stream`),
    ...(message.source === null ? [] : [row('Source', cleanLine(message.source))]),
    row('Came', `${exactTime(receivedAt)}, ${relativeTime(receivedAt, io.now())}`),
    ...message.history.map((work) => row('Done', cleanLine(`${exactTime(work.at)} ${workText(work)}`))),
    ...Object.entries(headers).map(([name, value]) => row('Header', cleanLine(`${name}: ${value}`))),
    row('Content', `${bytes} bytes with its headers${kept}`),
    ...(raw?.text ? ['', cleanText(raw.text)] : []),
  ].join('\n');
}

/** The line at fault with a mark below it. */
function faultLines({ fault }: QuarantineDetail, style: Place['style']): readonly string[] {
  if (!fault) return [];
  const place = `line ${fault.line}, column ${fault.column}`;
  // One cell for each unit, so that the mark stands where it should.
  const excerpt = fault.excerpt.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  return [
    `${style.dim('At'.padEnd(10))}${place}`,
    `${' '.repeat(10)}${excerpt}`,
    `${' '.repeat(10 + fault.at)}${style.red('^')}`,
  ];
}

function workText(work: QuarantineWork): string {
  if (work.what === 'discarded') return `${work.by} set it aside: ${work.because}`;
  const as = Object.entries(work.as).flatMap(([name, value]) => (value === null ? [] : [`${name} ${String(value)}`]));
  const how = as.length > 0 ? ` as ${as.join(', ')}` : '';
  if (work.what === 'refused') return `${work.by} redrove it${how}, in vain: ${work.reason}, ${work.detail}`;
  const events = work.events.map(({ id, eventId, incidents }) =>
    eventId === null ? `event ${id} was known already` : `event ${id} in incident ${incidents.join(', ')}`,
  );
  return `${work.by} redrove it${how}: ${events.join('; ')}`;
}
