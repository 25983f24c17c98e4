import { createHash } from 'node:crypto';
import { type Language, escapeHtml, plainLine } from '@demarc/contracts';

/** A page, as text: it is escaped here and nowhere else. */
export interface AnswerPage {
  readonly language: Language;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Null: there is nothing to press. */
  readonly form: AnswerForm | null;
  /** Where one can go on, within this site. */
  readonly link?: { readonly text: string; readonly to: string };
}

export interface AnswerForm {
  readonly button: string;
  /** What has to be written; null: nothing. */
  readonly field: { readonly label: string; readonly fault: string | null } | null;
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 36rem; padding: 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.4rem; line-height: 1.25 }
textarea, button { box-sizing: border-box; font: inherit; width: 100% }
button { margin-top: 1rem; min-height: 3rem }
[role=alert] { font-weight: bold }
footer { border-top: 1px solid; font-size: .85rem; margin-top: 2rem; opacity: .8 }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * What keeps a page to itself: nothing is loaded or run, it is framed, cached and indexed by nobody, its form goes back
 * to where it came from, and its address, which is a right, is never told to another site.
 */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

export function htmlOf({ language, title, paragraphs, form, link }: AnswerPage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${shown(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${shown(title)}</h1>
${paragraphs.map((text) => `<p>${shown(text)}</p>`).join('\n')}
${form ? formOf(form) : ''}
${link ? `<p><a href="${escapeHtml(link.to)}">${shown(link.text)}</a></p>` : ''}
</main>
<footer><p>Demarc</p></footer>
</body>
</html>
`;
}

/** Without an action it goes to its own address. */
function formOf({ button, field }: AnswerForm): string {
  return `<form method="post">
${field ? fieldOf(field) : ''}
<button type="submit">${shown(button)}</button>
</form>`;
}

function fieldOf({ label, fault }: NonNullable<AnswerForm['field']>): string {
  return `${fault ? `<p role="alert">${shown(fault)}</p>` : ''}
<label for="text">${shown(label)}</label>
<textarea id="text" name="text" rows="5" maxlength="10000" required></textarea>`;
}

/** Text of a stranger, as harmless as it looks. */
const shown = (text: string): string => escapeHtml(plainLine(text));
