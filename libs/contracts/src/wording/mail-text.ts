import type { Worded } from './worded.js';

/** A worded notice as the plain text of a mail. Lines are indented, so that none of them can look like a heading. */
export function mailText({ sections, links, footer }: Worded): string {
  const paragraphs = [
    ...sections.map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`)]),
    ...(links.length > 0 ? [links.map(({ label, url }) => `${label}:\n  ${url}`)] : []),
  ];
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n\n-- \n${footer}\n`;
}
