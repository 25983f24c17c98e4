import type { NoticeMessage } from '@demarc/contracts';
import type { Contact } from '@demarc/domain';
import { mailSections, mailSubject } from './mail-text.js';

/** The same as the text. Everything in it comes from strangers and is escaped; there are no links, images or styles. */
export function mailHtml(notice: NoticeMessage, contact: Contact): string {
  const sections = mailSections(notice, contact).map(
    ({ heading, lines }) => `<h3>${heading}</h3>\n<p>${lines.map(escapeHtml).join('<br>\n')}</p>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(mailSubject(notice))}</title></head>
<body>
${sections.join('\n')}
<hr><p><small>Demarc, notice ${notice.id}</small></p>
</body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
