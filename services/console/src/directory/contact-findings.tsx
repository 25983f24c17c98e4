import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { AnswerAt } from '../api/call.js';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './contacts.module.css';

/** Where somebody could not be told, and what to do. */
export function ContactFindings({ findings }: { readonly findings: AnswerAt<'GET /v1/directory/lint'>['items'] }) {
  const { t } = useTranslation('directory');
  if (findings.length === 0)
    return (
      <p className={css.sound}>
        <CheckmarkRegular aria-hidden /> {t('contacts.sound')}
      </p>
    );
  return (
    <Panel title={t('contacts.findings', { count: findings.length })}>
      <ul className={css.findings}>
        {findings.map(({ finding, area, detail }) => (
          <li key={`${finding} ${area} ${detail}`}>
            <WarningRegular aria-hidden />
            <span>
              <b>{t(`finding.${finding}`)}</b>
              {area && <span className={css.quiet}> {t(`slot.${area}`)}</span>}
              <div className={css.quiet}>
                <ApiSaid text={detail} />
              </div>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
