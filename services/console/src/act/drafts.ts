/** What somebody typed and did not send, until the window is closed: by what it was for. */
const KEY = 'demarc.draft ';

export function draftOf(what: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + what) ?? '{}');
  } catch {
    return {};
  }
}

export function keepDraft(what: string, values: Readonly<Record<string, unknown>>): void {
  sessionStorage.setItem(KEY + what, JSON.stringify(values));
}

export function forgetDraft(what: string): void {
  sessionStorage.removeItem(KEY + what);
}
