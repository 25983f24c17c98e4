import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { CatchBoundary, Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { SessionEndedNotice } from '../session/session-ended-notice.js';
import { useAttention } from './attention.js';
import { type Command, runKey, useCommands } from './commands.js';
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
      <Teller />
      <Suspense>
        {open === 'palette' && <CommandPalette onClose={close} />}
        {open === 'keys' && <KeyList onClose={close} />}
      </Suspense>
    </div>
  );
}
