import type { TimelineEntry } from '@demarc/contracts';
import { changeText } from './change-text.js';
import { cleanText } from './clean.js';
import { MARGIN, type Sheet } from './sheet.js';
import { clockTime, exactTime } from './time.js';
import { wrapText } from './wrap.js';

const TIME_WIDTH = '10:00:03  '.length;

/** One line for each change, under its day. */
export function timelineLines(timeline: readonly TimelineEntry[], { style, width }: Sheet): readonly string[] {
  const longest = Math.max(0, ...timeline.map(({ actor }) => actorText(actor).length));
  let day = '';
  return timeline.flatMap(({ at, actor, change }) => {
    const today = exactTime(at).slice(0, 10);
    const heading = today === day ? [] : [style.dim(`${today}, UTC`)];
    day = today;
    const indent = MARGIN + ' '.repeat(TIME_WIDTH + longest + 2);
    const who = actorText(actor).padEnd(longest);
    return [
      ...heading,
      `${clockTime(at)}  ${style.dim(who)}  ${wrapText(cleanText(changeText(change)), width, indent)}`,
    ];
  });
}

function actorText({ party, name }: TimelineEntry['actor']): string {
  return party === 'demarc' ? name : `${party}/${name}`;
}
