import { createHash } from 'node:crypto';
import { DEMO_PEOPLE } from './demo-people.js';

/** A page of the provider, and the headers it must be sent with. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --quiet: color-mix(in srgb, CanvasText 65%, Canvas); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1rem; max-width: 32rem; font: 1rem/1.5 system-ui, sans-serif;
  background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; }
p { margin: 0 0 1.5rem; color: var(--quiet); }
ul { margin: 0; padding: 0; list-style: none; display: grid; gap: .5rem; }
button { width: 100%; padding: .75rem 1rem; text-align: start; font: inherit; color: inherit; cursor: pointer;
  background: transparent; border: 1px solid var(--line); border-radius: .5rem; }
button:hover { border-color: currentColor; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
small { display: block; color: var(--quiet); }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Everybody as a button: one click and they are signed in.
 *
 * @param action where the click is sent
 * @param goesTo origin to which the browser is led afterwards; browsers hold `form-action` against it too
 */
export function signInPage(action: string, goesTo: string): Page {
  const buttons = DEMO_PEOPLE.map(
    ({ id, name, role, does }) =>
      `<li><button name="person" value="${id}">${escaped(name)}<small>${role} · ${escaped(does)}</small></button></li>`,
  );
  const body = `<h1>Who are you?</h1>
<p>The people of the demonstration, on this machine alone. One click, no password.</p>
<form method="post" action="${escaped(action)}"><ul>
${buttons.join('\n')}
</ul></form>`;
  return page('Sign in', body, `'self' ${goesTo}`);
}

/** A page that says one thing; with `form`, the HTML of a form that is sent as it is. */
export function plainPage(title: string, text: string, form = '', goesTo = ''): Page {
  return page(title, `<h1>${escaped(title)}</h1>\n<p>${escaped(text)}</p>\n${form}`, `'self' ${goesTo}`.trim());
}

function page(title: string, body: string, formAction: string): Page {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Demarc demonstration</title><style>${STYLE}</style></head>
<body><main>
${body}
</main></body></html>
`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
