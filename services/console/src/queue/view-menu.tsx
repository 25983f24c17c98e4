import {
  Button,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Popover,
  PopoverSurface,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import { useBusy } from '../parts/use-busy.js';
import { useOwnViews } from './own-views.js';
import css from './save-view.module.css';

/** What one may do with a view of one's own: give it another name, or delete it. */
export default function ViewMenu({ name }: { readonly name: string }) {
  const { t } = useTranslation('queue');
  const navigate = useNavigate({ from: '/queue' });
  const own = useOwnViews();
  const [asking, setAsking] = useState<'rename' | 'delete' | null>(null);
  const [typed, setTyped] = useState(name);
  const [busy, start] = useBusy();
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  const renames = asking === 'rename';
  const next = typed.trim();
  const isTaken = renames && own.some((view) => view.name === next);
  const end = async () => {
    try {
      if (renames) {
        const { query, position } = own.find((view) => view.name === name)!;
        await call('PUT /v1/views/:name', { params: { name: next }, body: { query, position } as never });
      }
      await call('DELETE /v1/views/:name', { params: { name } });
      setAsking(null);
      await navigate({ search: ({ view: _view, ...rest }) => (renames ? { ...rest, view: next } : rest) });
    } catch (error) {
      tell({ intent: 'error', title: t(`own.refused.${asking!}`), body: (error as Error).message });
    }
    await invalidate('GET /v1/views');
  };
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            ref={setAnchor}
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label={t('own.menu', { name })}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => setAsking('rename')}>{t('own.rename')}</MenuItem>
            <MenuItem onClick={() => setAsking('delete')}>{t('own.delete')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Popover
        open={asking !== null}
        onOpenChange={(_, { open }) => !open && setAsking(null)}
        positioning={{ target: anchor }}
        trapFocus
      >
        <PopoverSurface aria-label={t(renames ? 'own.rename' : 'own.delete')}>
          <form
            className={css.form}
            onSubmit={(event) => {
              event.preventDefault();
              start(end);
            }}
          >
            {renames ? (
              <Input
                required
                maxLength={80}
                aria-label={t('save.name')}
                value={typed}
                onChange={(_, { value }) => setTyped(value)}
              />
            ) : (
              <p className={css.said}>{t('own.sure', { name })}</p>
            )}
            <Button type="submit" appearance="primary" disabled={isTaken} disabledFocusable={busy}>
              {t(renames ? 'own.rename' : 'own.delete')}
            </Button>
          </form>
          <p className={css.said} role="status">
            {isTaken && next !== name && t('own.taken', { name: next })}
          </p>
        </PopoverSurface>
      </Popover>
    </>
  );
}
