/** A text with the place of its fault cut out. */
export interface MarkedText {
  readonly before: string;
  /** What is marked: the name that is at fault, or the one character; empty at the text's end and without a fault. */
  readonly at: string;
  readonly after: string;
  /** There is more of it on either side. */
  readonly isCut: boolean;
}

/** A page of a megabyte is read by nobody, and slow to draw. */
const MOST_SHOWN = 40_000;
const NAME = /^"(?:[^"\\\n]|\\.)*"/;

/** Cuts a text at `position` (from 0, in UTF-16 units), where the API found its fault; null: it has no one place. */
export function markedText(text: string, position: number | null): MarkedText {
  const place = position ?? 0;
  const from = Math.max(0, Math.min(place - MOST_SHOWN / 2, text.length - MOST_SHOWN));
  const until = from + MOST_SHOWN;
  const rest = text.slice(place, until);
  const at = position === null ? '' : (NAME.exec(rest)?.[0] ?? firstOf(rest));
  return { before: text.slice(from, place), at, after: rest.slice(at.length), isCut: from > 0 || until < text.length };
}

/** The first character, also one of two units. */
function firstOf(text: string): string {
  const point = text.codePointAt(0);
  return point === undefined ? '' : String.fromCodePoint(point);
}
