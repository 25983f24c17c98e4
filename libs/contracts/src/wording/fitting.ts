import type { Worded } from './worded.js';

/** How much of each section stays, from everything to what always has room. */
const MEASURES = [
  { lines: 40, characters: 2_000 },
  { lines: 20, characters: 600 },
  { lines: 12, characters: 250 },
  { lines: 6, characters: 120 },
  { lines: 3, characters: 60 },
] as const;

/** As much of a worded notice as fits; what is cut ends with `…`. The first lines of each section stay longest. */
export function fitting(worded: Worded, fits: (worded: Worded) => boolean): Worded {
  for (const measure of MEASURES) {
    const cut = cutTo(worded, measure);
    if (fits(cut)) return cut;
  }
  return cutTo(worded, MEASURES.at(-1)!);
}

function cutTo(worded: Worded, { lines: most, characters }: (typeof MEASURES)[number]): Worded {
  const sections = worded.sections.map(({ heading, lines }) => {
    const kept = lines.slice(0, most).map((line) => shortened(line, characters));
    return { heading, lines: lines.length > most ? [...kept, '…'] : kept };
  });
  return { ...worded, sections };
}

/** At most so many UTF-16 units, ending with `…` when something is missing. */
export function shortened(text: string, characters: number): string {
  if (text.length <= characters) return text;
  // A half of a pair at the cut is dropped with the rest.
  return `${text.slice(0, characters - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
