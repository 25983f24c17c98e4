import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { CatchBoundary, Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { SessionEndedNotice } from '../session/session-ended-notice.js';
import { useAttention } from './attention.js';
import { type Command, runKey, useCommands } from './commands.js';
import { Menu } from './menu.js';
import { OfflineNotice } from './offline-notice.js';
import css from './shell.module.css';
import { Teller, useTell } from './tell.js';
import { TopBar } from './top-bar.js';

/** Fetched before they are shown, since a page must not go for a dialog that cannot be fetched. */
const DIALOGS = { palette: () => import('./command-palette.js'), keys: () => import('./key-list.js') };
const CommandPalette = lazy(DIALOGS.palette);
const KeyList = lazy(DIALOGS.keys);

/** What is around every page: the menu, the top bar, and what may be said at any time. */
export function Shell() {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  const tell = useTell();
  const show = useCallback(
    (dialog: keyof typeof DIALOGS) =>
      void DIALOGS[dialog]().then(
        () => setOpen(dialog),
        () => tell({ intent: 'error', title: t('noAnswer') }),
      ),
    [t, tell],
  );
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'palette',
        label: t('palette.open'),
        group: t('group.everywhere'),
        key: 'Ctrl+k',
        run: () => show('palette'),
      },
      { id: 'keys', label: t('keys.title'), group: t('group.everywhere'), key: '?', run: () => show('keys') },
    ],
    [t, show],
  );
  useCommands(commands);
  useAttention();
  useEffect(() => {
    window.addEventListener('keydown', runKey);
    return () => window.removeEventListener('keydown', runKey);
  }, []);
  const close = () => setOpen(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { reset } = useQueryErrorResetBoundary();
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#page">
        {t('skip')}
      </a>
      <TopBar onPalette={() => show('palette')} onKeys={() => show('keys')} />
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
      <Teller />
      <Suspense>
        {open === 'palette' && <CommandPalette onClose={close} />}
        {open === 'keys' && <KeyList onClose={close} />}
      </Suspense>
    </div>
  );
}
