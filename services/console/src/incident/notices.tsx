import { Button } from '@fluentui/react-components';
import type { NoticeView } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { onceKey } from '../api/once-key.js';
import { tell } from '../app/tell.js';
import { useWhoActs } from '../customer-view/seen-by.js';
import { useWithheld } from '../customer-view/withheld.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { Ago } from '../parts/moment.js';
import { Panel } from '../parts/panel.js';
import { actorName } from '../parts/person-name.js';
import { useBusy } from '../parts/use-busy.js';
import { isPermitted } from '../session/me.js';
import { ApiSaid } from '../phrases/api-said.js';
import { WhyNot } from '../parts/why-not.js';
import css from './notices.module.css';

interface NoticesProps {
  readonly notices: readonly NoticeView[];
  readonly tenant: string;
  readonly incidentId: string;
}

/** What the parties were owed and what came of it; what was given up can be sent again. */
export function Notices({ notices, tenant }: NoticesProps) {
  const { t } = useTranslation(['incident', 'vocabulary']);
  const mayRedrive = isPermitted(useWhoActs(), 'redrive-notices', tenant);
  const withheld = useWithheld();
  const isWithheld = (id: string) => withheld.whole || withheld.notices.has(id);
  const failed = notices.flatMap(({ deliveries }) =>
    deliveries.filter(({ state }) => state === 'failed').map(({ id }) => id),
  );
  const [busy, start] = useBusy();
  const redrive = async () => {
    try {
      const { redriven } = await call('POST /v1/notices/redrive', {
        body: { deliveryIds: failed },
        idempotencyKey: onceKey(),
      });
      tell({ intent: 'success', title: t('notices.redriven', { count: redriven }) });
    } catch (error) {
      tell({ intent: 'error', title: t('notices.notRedriven'), body: <WhyNot error={error} /> });
    }
    await invalidate('GET /v1/incidents/:id');
  };
  return (
    <Panel
      title={t('notices.title')}
      aside={
        failed.length > 0 &&
        mayRedrive && (
          <Button size="small" disabledFocusable={busy} onClick={() => start(redrive)}>
            {t('notices.redrive', { count: failed.length })}
          </Button>
        )
      }
    >
      <ul className={css.list}>
        {notices.map(({ id, kind, queue, owedAt, standing, toldAt, acknowledgement, deliveries, owedUnder }) => (
          <li key={id} data-withheld={isWithheld(id)}>
            <div className={css.line}>
              <strong>{t(`vocabulary:noticeKind.${kind}`)}</strong>
              <span>{t(`vocabulary:queue.${queue}`)}</span>
              <span className={css.standing} data-standing={standing}>
                {t(`notices.standing.${standing}`)}
              </span>
              {isWithheld(id) && <WithheldSign />}
              <Ago at={owedAt} />
            </div>
            <small>
              <ApiSaid text={owedUnder} />
              {/* What each delivery says is not shown of the other party's. */}
              {deliveries.length === 0 && toldAt && (
                <>
                  {' · '}
                  {t('notices.told')} <Ago at={toldAt} />
                </>
              )}
              {acknowledgement && ` · ${t('notices.known', { who: actorName(acknowledgement.by) })}`}
            </small>
            {deliveries.length > 0 && (
              <ul className={css.deliveries}>
                {deliveries.map((delivery) => (
                  <li key={delivery.id} title={delivery.target}>
                    <span className={css.dot} data-state={delivery.state} aria-hidden />
                    {t(`notices.state.${delivery.state}`)} · {delivery.contactName} ·{' '}
                    {t(`vocabulary:channel.${delivery.channel}`)}
                    {delivery.state !== 'sent' && delivery.reason && (
                      <>
                        {' · '}
                        <ApiSaid text={delivery.reason} />
                      </>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {notices.length === 0 && <p className={css.none}>{t('notices.none')}</p>}
    </Panel>
  );
}
