import type { DeliveryView, NoticeView } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import type { Sheet } from './sheet.js';
import type { Style } from './style.js';
import { exactTime, relativeTime } from './time.js';

/** A notice, and below it each way it went to somebody. */
export function noticeLines({ kind, queue, state, deliveries, owedAt }: NoticeView, sheet: Sheet): readonly string[] {
  const { style, now } = sheet;
  const open = deliveries.length > 0 ? '' : state === 'unreachable' ? style.red('nobody can be reached') : `owed ${relativeTime(owedAt, now)}`;
  return [`${style.bold(queue)}  ${kind}  ${open}`.trimEnd(), ...deliveries.map((delivery) => deliveryLine(delivery, sheet))];
}

function deliveryLine({ contactName, channel, target, state, reason, sentAt, nextAttemptAt }: DeliveryView, { style, now }: Sheet): string {
  const to = `${cleanLine(contactName)}, ${channel === 'email' ? cleanLine(target) : channel}`;
  switch (state) {
    case 'sent':
      return `  ${style.green('sent')}     ${sentAt === null ? '' : exactTime(sentAt)}  ${to}`;
    case 'failed':
      return `  ${style.red('failed')}   ${to}: ${reason ?? 'no reason'}`;
    case 'retrying':
      return `  ${style.yellow('retrying')} ${to}: ${reason ?? ''}, again ${nextAttemptAt === null ? 'soon' : relativeTime(nextAttemptAt, now)}`;
    case 'pending':
      return `  pending  ${to}`;
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
