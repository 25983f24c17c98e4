import { Button, Input, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import { useBusy } from '../parts/use-busy.js';
import { useMe } from '../session/me.js';
import { WhyNot } from '../parts/why-not.js';
import { listQuery } from './incident-pages.js';
import { useOwnViews } from './own-views.js';
import type { QueueSearch } from './queue-search.js';
import css from './save-view.module.css';

/** Keeps the list as it is shown now under a name, as a tab of one's own. */
export default function SaveView({ search }: { readonly search: QueueSearch }) {
  const { t } = useTranslation('queue');
  const me = useMe();
  const own = useOwnViews();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [replaces, setReplaces] = useState(false);
  const [busy, start] = useBusy();
  const name = typed.trim();
  const save = async () => {
    if (!replaces && own.some((view) => view.name === name)) {
      setReplaces(true);
      return;
    }
    // What the tab itself narrows the list by is put together by the API, which makes the list of it.
    const { view, ...query } = listQuery(search, me);
    try {
      const body = { query, ...(view !== undefined && { view }) };
      await call('PUT /v1/views/:name', { params: { name }, body: body as never });
      setOpen(false);
      setReplaces(false);
      await invalidate('GET /v1/views');
    } catch (error) {
      tell({ intent: 'error', title: t('save.refused'), body: <WhyNot error={error} /> });
    }
  };
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<SaveRegular />}>
          {t('save.open')}
        </Button>
      </PopoverTrigger>
      <PopoverSurface>
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            start(save);
          }}
        >
          <Input
            required
            maxLength={80}
            aria-label={t('save.name')}
            placeholder={t('save.name')}
            value={typed}
            onChange={(_, { value }) => {
              setTyped(value);
              setReplaces(false);
            }}
          />
          <Button type="submit" appearance="primary" disabledFocusable={busy}>
            {t(replaces ? 'save.replace' : 'save.do')}
          </Button>
        </form>
        <p className={css.said} role="status">
          {replaces && t('save.taken', { name })}
        </p>
      </PopoverSurface>
    </Popover>
  );
}
