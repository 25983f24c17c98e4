import { Button, ProgressBar } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, invalidate } from '../api/ask.js';
import { WhyNot } from '../parts/why-not.js';
import css from './redrive.module.css';

const LOOKS_EVERY_MS = 1_000;

/** How a redrive goes, until it is put away; the list is read again when it ends. */
export function RedriveProgress({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation('quarantine');
  const redrive = useQuery({
    ...ask('GET /v1/quarantine/redrives/:id', { id }),
    refetchInterval: ({ state }) => (state.data?.underWay === 0 ? false : LOOKS_EVERY_MS),
  });
  const hasEnded = redrive.data?.underWay === 0;
  useEffect(() => {
    if (hasEnded) void invalidate('GET /v1/quarantine', 'GET /v1/quarantine/:id', 'GET /v1/status');
  }, [hasEnded]);
  const { asked = 0, underWay = 0, redriven = 0, refused = 0 } = redrive.data ?? {};
  const said = hasEnded
    ? t('progress.done', { redriven, asked })
    : t('progress.going', { done: asked - underWay, asked });
  return (
    <section className={css.progress} aria-label={t('progress.title')} data-refused={refused > 0}>
      <p role="status">
        {redrive.isError ? <WhyNot error={redrive.error} /> : redrive.isSuccess && said}{' '}
        {refused > 0 && t('progress.refused', { count: refused })}
      </p>
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={t('progress.close')}
        onClick={onClose}
      />
      <ProgressBar
        aria-label={t('progress.title')}
        value={asked === 0 ? 0 : (asked - underWay) / asked}
        color={refused > 0 ? 'warning' : hasEnded ? 'success' : 'brand'}
      />
    </section>
  );
}
