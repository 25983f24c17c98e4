import type { Explanation } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { anyOf } from './plain-words.js';
import { MARGIN, type Sheet } from './sheet.js';
import { wrapText } from './wrap.js';

const GAP = 2;

/** Each clause that stands before the one that won, with the first fact that failed it. */
export function passedLines({ passed }: Explanation, { width }: Sheet): readonly string[] {
  if (passed.length === 0) return ['nothing: it is the first clause of the policy'];
  const longest = Math.max(...passed.map(({ id }) => id.length));
  return passed.map(({ id, title, failed, is, needs }) => {
    const why = `${cleanLine(title)} (${failed} is ${is}, it needs ${anyOf(needs)})`;
    return `${id.padEnd(longest + GAP)}${wrapText(why, width, MARGIN + ' '.repeat(longest + GAP))}`;
  });
}

/** Each change of one fact that would give it to the other party. */
export function flipLines({ flips }: Explanation, { width }: Sheet): readonly string[] {
  if (flips.length === 0) return ['no change of one fact alone'];
  return flips.map(({ fact, to, queue, clauseId }) =>
    wrapText(`if ${fact} were ${anyOf(to)}: ${queue}, by ${clauseId}`, width, `${MARGIN}  `),
  );
}
