import type { FlowView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import { sayMoment, sayNumber } from '../words/times.js';
import { loadOf } from './load-of.js';
import css from './load-panel.module.css';
import type { OpenedSearch } from './opened-search.js';

const HEIGHT_PX = 160;

/** How much was opened when, for whom: a bar for each hour or day, which leads to what was opened in it. */
export function LoadPanel({ flow, opened }: { readonly flow: FlowView; readonly opened: OpenedSearch }) {
  const { t, i18n } = useTranslation(['overview', 'vocabulary']);
  const steps = loadOf(flow);
  const most = Math.max(1, ...steps.map(({ microsoft, customer }) => microsoft + customer));
  const heightOf = (count: number) => `${(count / most) * 100}%`;
  return (
    <Panel
      title={t(flow.step === 'hour' ? 'load.byHour' : 'load.byDay')}
      aside={<span className={css.most}>{t('load.most', { count: most })}</span>}
    >
      <ol className={css.bars} style={{ height: HEIGHT_PX }}>
        {steps.map(({ at, until, microsoft, customer }) => {
          const label = `${sayMoment(at, Date.parse(flow.until), i18n.language)}: ${t('load.bar', {
            microsoft: sayNumber(microsoft, i18n.language),
            customer: sayNumber(customer, i18n.language),
          })}`;
          return (
            <li key={at} className={css.step}>
              {microsoft + customer > 0 && (
                <Link
                  to="/queue"
                  search={{ ...opened, openedFrom: at, openedUntil: until }}
                  className={css.bar}
                  title={label}
                  aria-label={label}
                >
                  <span data-party="customer" style={{ height: heightOf(customer) }} />
                  <span data-party="microsoft" style={{ height: heightOf(microsoft) }} />
                </Link>
              )}
            </li>
          );
        })}
      </ol>
      <p className={css.axis} aria-hidden>
        <span>{sayMoment(steps[0]!.at, Date.parse(flow.until), i18n.language)}</span>
        <span>{sayMoment(flow.until, Date.parse(flow.until), i18n.language)}</span>
      </p>
      <p className={css.legend}>
        {(['microsoft', 'customer'] as const).map((party) => (
          <span key={party} data-party={party}>
            {t(`vocabulary:party.${party}`)}
          </span>
        ))}
      </p>
    </Panel>
  );
}
