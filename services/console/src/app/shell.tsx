import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { CatchBoundary, Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { SessionEndedNotice } from '../session/session-ended-notice.js';
import { useAttention } from './attention.js';
import { type Command, runKey, useCommands } from './commands.js';
import { fetchLater } from './fetch-later.js';
import { Menu } from './menu.js';
import { OfflineNotice } from './offline-notice.js';
import css from './shell.module.css';
import { Teller } from './teller.js';
import { TopBar } from './top-bar.js';

const CommandPalette = lazy(() => import('./command-palette.js'));
const KeyList = lazy(() => import('./key-list.js'));

/** What is around every page: the menu, the top bar, and what may be said at any time. */
export function Shell() {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'palette',
        label: t('palette.open'),
        group: t('group.everywhere'),
        key: 'Ctrl+k',
        run: () => setOpen('palette'),
      },
      { id: 'keys', label: t('keys.title'), group: t('group.everywhere'), key: '?', run: () => setOpen('keys') },
    ],
    [t],
  );
  useCommands(commands);
  useAttention();
  useEffect(() => {
    window.addEventListener('keydown', runKey);
    return () => window.removeEventListener('keydown', runKey);
  }, []);
  const close = () => setOpen(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useFocusOnPage(path);
  useEffect(fetchLater, []);
  const { reset } = useQueryErrorResetBoundary();
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#page">
        {t('skip')}
      </a>
      <TopBar onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <Menu />
      <main id="page" tabIndex={-1} className={css.page}>
        <OfflineNotice />
        <SessionEndedNotice />
        <CatchBoundary getResetKey={() => path} errorComponent={FaultPage} onCatch={reset}>
          <Suspense fallback={<PagePending />}>
            <Outlet />
          </Suspense>
        </CatchBoundary>
      </main>
      <CatchBoundary getResetKey={() => `${path} ${open}`} errorComponent={NotThere} onCatch={close}>
        <Teller />
        <Suspense>
          {open === 'palette' && <CommandPalette onClose={close} />}
          {open === 'keys' && <KeyList onClose={close} />}
        </Suspense>
      </CatchBoundary>
    </div>
  );
}

/** A part that could not be fetched, offline as a rule, which is said already: the page stays. */
const NotThere = () => null;

/** Whoever goes to another page has the keyboard there, not on the link that led to it and may be gone. */
function useFocusOnPage(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.querySelector<HTMLElement>('main#page')?.focus({ preventScroll: true });
  }, [path]);
}
