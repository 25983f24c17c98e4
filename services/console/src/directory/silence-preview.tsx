import { Spinner } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type BodyAt, call } from '../api/call.js';
import { NotRead } from '../parts/not-read.js';
import { Panel } from '../parts/panel.js';
import { SeveritySign } from '../parts/severity-sign.js';
import { useSettled } from '../parts/use-settled.js';
import { sayNumber } from '../words/times.js';
import css from './silences.module.css';

type Body = Omit<BodyAt<'POST /v1/silences/preview'>, 'reason'>;

/** What a silence would mute, were it active now; asked again whenever its maker pauses. */
export function SilencePreview({ body }: { readonly body: Body | null }) {
  const { t, i18n } = useTranslation(['directory', 'vocabulary']);
  const asked = JSON.stringify(body);
  const settled = useSettled(asked);
  const previewed = useQuery({
    queryKey: ['POST /v1/silences/preview', settled],
    queryFn: ({ signal }) =>
      // Why is asked of whoever makes it, and says nothing of what it mutes.
      call('POST /v1/silences/preview', { body: { ...(JSON.parse(settled) as Body), reason: '-' }, signal }),
    enabled: settled !== 'null',
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const isOld = asked !== settled || previewed.isPlaceholderData;
  return (
    <Panel title={t('silence.preview')}>
      <p className={css.note}>{t('silence.previewMeans')}</p>
      {settled === 'null' && <p>{t('silence.incomplete')}</p>}
      {settled !== 'null' && previewed.isPending && <Spinner size="small" label={t('silence.looking')} />}
      {settled !== 'null' && previewed.error && <NotRead read={previewed} />}
      {settled !== 'null' && !previewed.error && previewed.data && (
        <>
          <p className={css.count} role="status" data-old={isOld}>
            {isOld
              ? t('silence.looking')
              : t(previewed.data.isMore ? 'silence.mutesAtLeast' : 'silence.mutes', {
                  count: previewed.data.count,
                  n: sayNumber(previewed.data.count, i18n.language),
                })}
          </p>
          <ul className={css.muted} aria-busy={isOld}>
            {previewed.data.incidents.map(({ id, reference, title, severity, queue, tenant }) => (
              <li key={id}>
                <SeveritySign severity={severity} short />
                <Link to="/incidents/$reference" params={{ reference }}>
                  {reference}
                </Link>
                <span>{title}</span>
                <small>
                  {tenant} · {t(`vocabulary:queueShort.${queue}`)}
                </small>
              </li>
            ))}
          </ul>
          {previewed.data.count > previewed.data.incidents.length && (
            <p className={css.note}>
              {t('silence.more', {
                n: sayNumber(previewed.data.count - previewed.data.incidents.length, i18n.language),
              })}
            </p>
          )}
        </>
      )}
    </Panel>
  );
}
