import type { FlowView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import { sayNumber } from '../words/times.js';
import css from './storms-panel.module.css';

/** Incidents that came again and again. */
export function StormsPanel({ storms }: { readonly storms: FlowView['storms'] }) {
  const { t, i18n } = useTranslation('overview');
  return (
    <Panel title={t('storms.title')}>
      {storms.length === 0 && <p className={css.none}>{t('storms.none')}</p>}
      <ul className={css.list}>
        {storms.map(({ id, reference, title, tenant, events }) => (
          <li key={id}>
            <Link to="/incidents/$reference" params={{ reference }}>
              {title}
            </Link>
            <small>{tenant}</small>
            <span>{t('storms.events', { count: events, said: sayNumber(events, i18n.language) })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
