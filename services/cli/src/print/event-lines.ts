import type { EventView } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import { MARGIN, type Sheet } from './sheet.js';
import { exactTime } from './time.js';
import { wrapText } from './wrap.js';

/** Each event: when it came, in which format, what it says; the newest with its own words. */
export function eventLines(events: readonly EventView[], { style, width }: Sheet): readonly string[] {
  return events.flatMap(({ receivedAt, event }, index) => {
    const said = `${event.status}, ${event.severityText === null ? 'no severity' : cleanLine(event.severityText)}, from ${cleanLine(event.source)}`;
    const head = `${exactTime(receivedAt)}  ${event.format}`;
    const title = wrapText(cleanLine(event.title), width, `${MARGIN}  `);
    const own = [
      ...(event.description ? [wrapText(cleanLine(event.description), width, `${MARGIN}  `)] : []),
      ...event.remarks.map((remark) => style.yellow(wrapText(`remark: ${cleanLine(remark)}`, width, `${MARGIN}  `))),
      ...(event.link ? [style.dim(cleanLine(event.link))] : []),
    ];
    const about = style.dim(wrapText(said, width, `${MARGIN}  `));
    return [head, ...[title, about, ...(index === 0 ? own : [])].map((line) => `  ${line}`)];
  });
}
