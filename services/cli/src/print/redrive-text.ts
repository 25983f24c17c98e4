import type { QuarantinePreview, QuarantineRedriveView } from '@demarc/contracts';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import { tableText } from './table.js';

type Place = Pick<Session, 'style' | 'width'>;

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** What came of a redrive. */
export function redriveText({ asked, redriven, underWay, messages }: QuarantineRedriveView, place: Place): string {
  if (asked === 0) return 'No message waits that fits: what was redriven, is under way or is gone is left alone.';
  const { style, width } = place;
  const lines = [`${redriven} of ${count(asked, 'message', 'messages')} became events.`];
  if (underWay > 0) lines.push(`${count(underWay, 'is', 'are')} still under way: demarc quarantine --state redriving`);
  if (messages.length === 0) return lines.join('\n');
  const table = tableText(
    messages,
    [
      { title: 'STILL WAITS', value: ({ id }) => id, paint: style.bold },
      { title: 'REASON', value: ({ reason }) => reason, paint: style.yellow },
      { title: 'WHAT', value: ({ detail }) => cleanLine(detail), flexible: true },
    ],
    width,
    style,
  );
  return [...lines, '', table, '', style.dim('demarc quarantine show ID says what it was tried as.')].join('\n');
}

/** What would come of one. */
export function redrivePreviewText({ items, count: all }: QuarantinePreview, { style, width }: Place): string {
  if (items.length === 0) return 'No message waits that fits.';
  const table = tableText(
    items,
    [
      { title: 'ID', value: ({ id }) => id, paint: style.bold },
      { title: 'WOULD', value: ({ readable, reason }) => (readable ? 'be read' : reason!), paint: style.yellow },
      { title: 'TENANT', value: ({ tenant }) => tenant ?? '-', dropFirst: 1 },
      {
        title: 'AS',
        value: ({ detail, events }) => cleanLine(detail ?? events.map(({ title }) => title).join('; ')),
        flexible: true,
      },
    ],
    width,
    style,
  );
  const readable = items.filter((item) => item.readable).length;
  const of = all > items.length ? `the first ${items.length} of ${all}` : count(items.length, 'message', 'messages');
  return [table, '', `${readable} of ${of} would become events. Nothing was done.`].join('\n');
}
