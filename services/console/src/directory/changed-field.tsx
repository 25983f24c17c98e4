import { useTranslation } from 'react-i18next';
import { useNow } from '../words/now.js';
import { sayMoment } from '../words/times.js';
import type { FieldChange, Part } from './file-changes.js';
import type { AnyField } from './use-import.js';

/** What of one field goes, and what comes. */
export function ChangedField({ change: { field, gone, come } }: { readonly change: FieldChange<AnyField> }) {
  const { t, i18n } = useTranslation('directory');
  const now = useNow();
  const said = ({ value, span }: Part) => {
    const what = value ?? t('devices.mmd');
    if (!span || (span.from === null && span.until === null)) return what;
    const from = span.from === null ? null : sayMoment(span.from, now, i18n.language);
    const until = span.until === null ? null : sayMoment(span.until, now, i18n.language);
    if (from === null) return t('import.until', { what, until: until! });
    return until === null ? t('import.since', { what, from }) : t('import.fromUntil', { what, from, until });
  };
  return (
    <div>
      <dt>{t(`field.${field}`)}</dt>
      <dd>
        {gone.map((part) => (
          <del key={said(part)}>
            <span className="read-out">{t('import.gone')}</span>
            {said(part)}
          </del>
        ))}
        {come.map((part) => (
          <ins key={said(part)}>
            <span className="read-out">{t('import.come')}</span>
            {said(part)}
          </ins>
        ))}
      </dd>
    </div>
  );
}
