/** What every draft that is kept in the window begins with. */
export const DRAFT_KEY = 'demarc.draft ';

/** Whoever signs out leaves nothing behind that they typed. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFT_KEY)) sessionStorage.removeItem(key);
}
