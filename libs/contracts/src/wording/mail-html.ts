import { escapeHtml } from '../answer/escape-html.js';
import type { Worded } from './worded.js';

/** The same as the text. Everything in it is escaped; there are no images, no styles and no links but ours. */
export function mailHtml({ language, subject, sections, links, footer }: Worded): string {
  const paragraphs = sections.map(
    ({ heading, lines }) => `<h3>${escapeHtml(heading)}</h3>\n<p>${lines.map(escapeHtml).join('<br>\n')}</p>`,
  );
  const doors = links.map(({ label, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`);
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body>
${[...paragraphs, ...doors].join('\n')}
<hr><p><small>${escapeHtml(footer)}</small></p>
</body></html>
`;
}
