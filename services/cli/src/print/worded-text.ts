import type { AnswerOf, ROUTES } from '@demarc/contracts';
import type { Style } from './style.js';

type Words = AnswerOf<typeof ROUTES.previewNotice>['worded'];

/** A notice in words, as a person reads it. */
export function wordedText({ subject, sections, links, footer }: Words, style: Style): string {
  const paragraphs = sections.map(({ heading, lines }) =>
    [style.bold(heading), ...lines.map((line) => `  ${line}`)].join('\n'),
  );
  const doors = links.map(({ label, url }) => `${label}: ${url}`);
  return [style.bold(subject), ...paragraphs, ...doors, style.dim(footer)].join('\n\n');
}
