import type { NoticeView } from '@demarc/contracts';
import type { Sheet } from './sheet.js';
import { relativeTime } from './time.js';

type Standing = Pick<NoticeView, 'standing' | 'owedAt' | 'state'>;

/** Whether the party that was owed a notice knows of it, in few words; who said so stands elsewhere. */
export function standingText(
  { standing, owedAt, state }: Standing,
  { style, now }: Pick<Sheet, 'style' | 'now'>,
): string {
  const owed = `owed ${relativeTime(owedAt, now)}`;
  switch (standing) {
    case 'told':
      return style.green('acknowledged');
    case 'told-not-acknowledged':
      return 'not acknowledged';
    case 'on-the-way':
      return `on its way, ${owed}`;
    case 'late':
      return `${style.red('late')}, ${owed}`;
    case 'muted':
      return style.yellow('muted');
    case 'untold':
      return style.red(state === 'unreachable' ? 'nobody can be reached' : 'nobody was told');
    default:
      return standing satisfies never;
  }
}
