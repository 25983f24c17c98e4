import type { Correction, QuarantineWork } from '@demarc/domain';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Moment } from '../parts/moment.js';
import { actorName } from '../parts/person-name.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './message-detail.module.css';

/** Who did what with a message, and what came of it. */
export function WorkHistory({ history }: { readonly history: readonly QuarantineWork[] }) {
  const { t } = useTranslation('quarantine');
  return (
    <section>
      <h3>{t('detail.history')}</h3>
      <ol className={css.history}>
        {history.map((work) => (
          <li key={`${work.at} ${work.what}`}>
            <Moment at={work.at} /> <Done work={work} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Done({ work }: { readonly work: QuarantineWork }) {
  const { t } = useTranslation('quarantine');
  const who = actorName(work.by);
  if (work.what === 'discarded') return t('history.discarded', { who, because: work.because });
  const as = correctionText(work.as);
  const suffix = as && ` (${t('history.as', { what: as })})`;
  if (work.what === 'refused')
    return (
      <>
        {t('history.refused', { who })} <ApiSaid text={work.detail} />
        {suffix}
      </>
    );
  const incidents = [...new Set(work.events.flatMap((event) => event.incidents))];
  return (
    <>
      {t('history.redriven', { who, count: work.events.length })}
      {suffix}
      {incidents.map((id) => (
        <span key={id}>
          {' · '}
          <Link to="/incidents/$reference" params={{ reference: id }}>
            {t('history.incident')}
          </Link>
        </span>
      ))}
    </>
  );
}

/** What it was said to be, in few words; empty when it was read as it came. */
const correctionText = (as: Correction): string =>
  [as.tenant, as.kind, as.format].filter((said) => said !== null && said !== undefined).join(' · ');
