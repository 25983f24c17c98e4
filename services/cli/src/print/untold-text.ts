import type { UntoldNoticeView } from '@demarc/contracts';
import type { UntoldReason } from '@demarc/domain';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import type { Style } from './style.js';
import { relativeTime } from './time.js';
import { wrapText } from './wrap.js';

type Place = Pick<Session, 'style' | 'width' | 'io'>;

const INDENT = ' '.repeat('unreachable  '.length);

/** Who should know and does not: each with what it is about, why, and what to do. */
export function untoldText(notices: readonly UntoldNoticeView[], place: Place): string {
  if (notices.length === 0) return 'Everybody who should know was told, or is being told in time.';
  return notices.map((notice) => noticeText(notice, place)).join('\n\n');
}

function noticeText(notice: UntoldNoticeView, { style, width, io }: Place): string {
  const { reason, queue, tenant, kind, reference, severity, owedAt, owedUnder, why, todo, noticeId } = notice;
  const about = reference === null ? '' : ` of ${severity === null ? '' : `${severity} `}${reference}`;
  const owed = `${kind}${about}, owed ${relativeTime(owedAt, io.now())} under ${cleanLine(owedUnder)}`;
  const lines = [owed, cleanLine(why), cleanLine(todo)].map((line) => wrapText(line, width, INDENT));
  return [
    `${paintReason(reason, style)}${' '.repeat(INDENT.length - reason.length)}${style.bold(queue)} of ${tenant}`,
    ...lines.map((line) => INDENT + line),
    INDENT + style.dim(`notice ${noticeId}`),
  ].join('\n');
}

function paintReason(reason: UntoldReason, style: Style): string {
  switch (reason) {
    case 'late':
    case 'failed':
    case 'unreachable':
      return style.red(reason);
    case 'muted':
    case 'held':
      return style.yellow(reason);
    case 'on-the-way':
      return reason;
    default:
      return reason satisfies never;
  }
}
