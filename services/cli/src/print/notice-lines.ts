import type { DeliveryView, NoticeView } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import { MARGIN, type Sheet } from './sheet.js';
import type { Style } from './style.js';
import { exactTime, relativeTime } from './time.js';
import { wrapText } from './wrap.js';

const WORD_INDENT = ' '.repeat('  retrying  '.length);

/** A notice, and below it each way it went to somebody. */
export function noticeLines({ kind, queue, state, deliveries, owedAt }: NoticeView, sheet: Sheet): readonly string[] {
  const { style, now } = sheet;
  const open =
    deliveries.length > 0
      ? ''
      : state === 'unreachable'
        ? style.red('nobody can be reached')
        : `owed ${relativeTime(owedAt, now)}`;
  return [
    `${style.bold(queue)}  ${kind}  ${open}`.trimEnd(),
    ...deliveries.map((delivery) => deliveryLine(delivery, sheet)),
  ];
}

function deliveryLine(delivery: DeliveryView, { style, width, now }: Sheet): string {
  const { contactName, channel, target, state, reason, sentAt, nextAttemptAt } = delivery;
  const to = `${cleanLine(contactName)} by ${channel}`;
  const again =
    state === 'retrying' ? `, again ${nextAttemptAt === null ? 'soon' : relativeTime(nextAttemptAt, now)}` : '';
  const why = `${to} to ${cleanLine(target)}: ${reason ?? 'no reason was given'}${again}`;
  const troubled = wrapText(why, width, MARGIN + WORD_INDENT);
  switch (state) {
    case 'sent':
      return `  ${style.green('sent')}      ${wrapText(sentAt === null ? to : `${exactTime(sentAt)}  ${to}`, width, MARGIN + WORD_INDENT)}`;
    case 'failed':
      return `  ${style.red('failed')}    ${troubled}`;
    case 'retrying':
      return `  ${style.yellow('retrying')}  ${troubled}`;
    case 'pending':
      return `  pending   ${to}`;
    default:
      return state satisfies never;
  }
}

/** The word for how a delivery stands, in its colour. */
export function paintDeliveryState(state: string, style: Style): string {
  if (state === 'sent') return style.green(state);
  if (state === 'failed' || state === 'unreachable') return style.red(state);
  return state === 'retrying' ? style.yellow(state) : state;
}
