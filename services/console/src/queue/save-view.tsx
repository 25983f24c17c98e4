import { Button, Input, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import { useMe } from '../session/me.js';
import { WhyNot } from '../parts/why-not.js';
import { EVERYTHING, listQuery } from './incident-pages.js';
import css from './save-view.module.css';
import type { QueueSearch } from './queue-search.js';

/** Keeps the list as it is narrowed now under a name, as a tab of one's own. */
export default function SaveView({ search }: { readonly search: QueueSearch }) {
  const { t } = useTranslation('queue');
  const me = useMe();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { view, ...narrowed } = search;
    const query = listQuery(view === EVERYTHING ? search : narrowed, me);
    try {
      await call('PUT /v1/views/:name', { params: { name: name.trim() }, body: { query } as never });
      setOpen(false);
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
        <form className={css.form} onSubmit={(event) => void save(event)}>
          <Input
            required
            maxLength={80}
            aria-label={t('save.name')}
            placeholder={t('save.name')}
            value={name}
            onChange={(_, { value }) => setName(value)}
          />
          <Button type="submit" appearance="primary">
            {t('save.do')}
          </Button>
        </form>
      </PopoverSurface>
    </Popover>
  );
}
