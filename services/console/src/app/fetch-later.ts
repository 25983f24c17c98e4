/** What is needed just when the network may be gone comes while there is nothing else to do. */
export function fetchLater(): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 2_000));
  idle(() => {
    const parts = [
      import('./toasts.js'),
      import('./command-palette.js'),
      import('./key-list.js'),
      import('../act/command-dialog.js'),
    ];
    // What did not come is asked for again when it is needed.
    for (const part of parts) part.catch(() => undefined);
  });
}
