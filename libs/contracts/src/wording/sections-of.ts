import { plainLine } from './plain-line.js';
import { SAID_BY_VALUE } from './template-engine.js';
import { TemplateError } from './template-error.js';
import type { WordedSection } from './worded.js';

export interface Rendered {
  readonly subject: string;
  readonly sections: readonly WordedSection[];
}

const SUBJECT = 'Subject:';
const HEADING = '## ';
const SUBJECT_LIMIT = 200;
const HEADING_LIMIT = 100;
const MOST_SECTIONS = 12;
const MOST_LINES = 40;

/**
 * Reads what a template wrote: `Subject: ...` first, then sections that each begin with `## `, a line per line. Only the
 * template's own text begins a section: a value at the beginning of a line is marked. Sections without a line are left
 * out. Throws a {@link TemplateError} when there is no subject or no section.
 */
export function sectionsOf(rendered: string): Rendered {
  const lines = rendered.split('\n').map((text, index) => ({ text: text.trim(), at: index + 1 }));
  const [first, ...rest] = lines.filter(({ text }) => text !== '' && text !== SAID_BY_VALUE);
  if (!first?.text.startsWith(SUBJECT))
    throw new TemplateError(first?.at ?? 1, `its first line must be "${SUBJECT} ..."`);
  const subject = readable(first.text.slice(SUBJECT.length));
  if (subject === '') throw new TemplateError(first.at, 'its subject is empty');
  const sections: { heading: string; lines: string[] }[] = [];
  for (const { text, at } of rest) {
    if (text.startsWith(HEADING))
      sections.push({ heading: readable(text.slice(HEADING.length)).slice(0, HEADING_LIMIT), lines: [] });
    else if (sections.length === 0)
      throw new TemplateError(at, `before its first line there must be "${HEADING}a heading"`);
    else sections.at(-1)!.lines.push(readable(text));
  }
  const told = sections.filter(({ heading, lines }) => heading !== '' && lines.some((line) => line !== ''));
  if (told.length === 0)
    throw new TemplateError(lines.length, `it says nothing: there is no "${HEADING}" with lines under it`);
  return {
    subject: subject.slice(0, SUBJECT_LIMIT).toWellFormed(),
    sections: told
      .slice(0, MOST_SECTIONS)
      .map((section) => ({ ...section, lines: section.lines.slice(0, MOST_LINES) })),
  };
}

/** Two spaces set a command apart; they stay. */
function readable(text: string): string {
  return text
    .replaceAll(SAID_BY_VALUE, '')
    .split('  ')
    .map(plainLine)
    .filter((part) => part !== '')
    .join('  ');
}
