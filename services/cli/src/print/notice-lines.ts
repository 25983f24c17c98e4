import type { DeliveryView, NoticeView } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import { standingText } from './notice-standing.js';
import { MARGIN, type Sheet } from './sheet.js';
import type { Style } from './style.js';
import { exactTime, relativeTime } from './time.js';
import { wrapText } from './wrap.js';

type Acknowledgement = NonNullable<NoticeView['acknowledgement']>;

const WORD_INDENT = ' '.repeat('  retrying  '.length);

/** A notice and whether its party knows; below it each way it went to somebody, and who said that they know. */
export function noticeLines(notice: NoticeView, sheet: Sheet): readonly string[] {
  const { kind, queue, deliveries, acknowledgement } = notice;
  return [
    `${sheet.style.bold(queue)}  ${kind}  ${standingText(notice, sheet)}`,
    ...deliveries.map((delivery) => deliveryLine(delivery, sheet)),
    ...(acknowledgement === null ? [] : [acknowledgementLine(acknowledgement, sheet)]),
  ];
}

function acknowledgementLine({ at, by, through }: Acknowledgement, { style, width }: Sheet): string {
  const how = through === 'work' ? ', who worked on it' : ` by ${through}`;
  const said = `${exactTime(at)}  ${cleanLine(by)}${how}`;
  return `  ${style.green('knows')}     ${wrapText(said, width, MARGIN + WORD_INDENT)}`;
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
    case 'muted':
    case 'held': {
      const until = nextAttemptAt === null ? ', for good' : `, until ${exactTime(nextAttemptAt)}`;
      return `  ${style.yellow(state.padEnd(8))}  ${wrapText(`${to}: ${reason ?? ''}${until}`, width, MARGIN + WORD_INDENT)}`;
    }
    case 'digested':
      return `  digested  ${to}, with others in one`;
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
