import { Spinner } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.js';
import { NotRead } from '../parts/not-read.js';
import { ApiSaid } from '../phrases/api-said.js';
import type { RedriveBody } from './redrive-dialog.js';
import css from './redrive.module.css';

const MOST_SHOWN = 20;

/** What would become of messages if they were read so. */
export function RedrivePreview({ which, as = {} }: RedriveBody) {
  const { t } = useTranslation('quarantine');
  const preview = useQuery({
    queryKey: ['POST /v1/quarantine/redrive/preview', which, as],
    queryFn: ({ signal }) => call('POST /v1/quarantine/redrive/preview', { body: { which, as }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const { items = [], count = 0 } = preview.data ?? {};
  const readable = items.filter((item) => item.readable).length;
  return (
    <section className={css.preview} aria-live="polite">
      <h3>{t('redrive.preview')}</h3>
      {preview.isPending && <Spinner size="tiny" />}
      {preview.isError && <NotRead read={preview} />}
      {preview.isSuccess && (
        <>
          <p>
            {t('redrive.count', { readable, count: items.length })}{' '}
            {count > items.length && t('redrive.first', { shown: items.length, count })}
          </p>
          <ul>
            {items.slice(0, MOST_SHOWN).map((item) => (
              <li key={item.id} data-readable={item.readable}>
                {item.readable ? (
                  item.events.map(({ title }) => t('redrive.event', { title })).join(', ')
                ) : (
                  <>
                    {t('redrive.refused')} <ApiSaid text={item.detail ?? ''} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
