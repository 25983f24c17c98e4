import type { IncidentView } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { dueOf } from './due.js';
import { useNow } from '../words/now.js';
import { sayExactly, sayLength } from '../words/times.js';
import css from './signs.module.css';

/** What is due next of an incident, in words and with a colour; nothing where nothing is. */
export function DueSign({ incident }: { readonly incident: IncidentView }) {
  const { t, i18n } = useTranslation('vocabulary');
  const now = useNow();
  const due = dueOf(incident, now);
  if (!due) return <span className={css.quiet}>–</span>;
  const { clock, at, urgency } = due;
  const length = sayLength(Math.abs(Date.parse(at) - now), i18n.language);
  return (
    <time
      className={css.due}
      data-urgency={urgency}
      dateTime={at}
      title={`${t(`clock.${clock}`)}: ${sayExactly(at, i18n.language)}`}
    >
      <span className={css.dueDot} aria-hidden />
      <span>{t(urgency === 'late' ? `late.${clock}` : `dueIn.${clock}`, { length })}</span>
    </time>
  );
}
