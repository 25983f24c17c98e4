/**
 * After an upgrade the server has other files: what an open page has not loaded yet is gone. The page is loaded anew
 * then; what was typed is kept as drafts. Offline, what is on the page is better than nothing.
 */
export function watchForNewVersion(): void {
  window.addEventListener('vite:preloadError', () => void reloadWhenNewer());
}

async function reloadWhenNewer(): Promise<void> {
  const mine = document.querySelector<HTMLScriptElement>('script[type=module]')?.src;
  const answer = await fetch('/', { cache: 'no-store' }).catch(() => null);
  if (!mine || !answer?.ok) return;
  if (!(await answer.text()).includes(new URL(mine).pathname)) location.reload();
}
