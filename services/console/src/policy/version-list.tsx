import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AnswerAt } from '../api/call.js';
import { Moment } from '../parts/moment.js';
import { Panel } from '../parts/panel.js';
import { sayDate } from './say-date.js';
import { ScrollingTable } from '../parts/scrolling-table.js';
import css from '../parts/tables.module.css';

/** Every policy there is, and how it came to be there. */
export function VersionList({ policies }: { readonly policies: AnswerAt<'GET /v1/policies'>['items'] }) {
  const { t, i18n } = useTranslation('policy');
  return (
    <Panel title={t('line.versions')}>
      <ScrollingTable label={t('line.versions')}>
        <thead>
          <tr>
            <th scope="col">{t('line.policy')}</th>
            <th scope="col">{t('line.extends')}</th>
            <th scope="col">{t('line.forWhom')}</th>
            <th scope="col">{t('line.holds')}</th>
            <th scope="col">{t('line.published')}</th>
          </tr>
        </thead>
        <tbody>
          {policies.map((policy) => (
            <tr key={policy.version}>
              <th scope="row">
                <Link to="/policy" search={{ version: policy.version }}>
                  {policy.version}
                </Link>
                <div className={css.quiet}>{policy.title}</div>
              </th>
              <td>{policy.extends}</td>
              <td>{policy.tenant ?? t('line.everybody')}</td>
              <td>
                {policy.publishedOn === null
                  ? t('line.any')
                  : sayDate(`${policy.publishedOn}T00:00:00Z`, i18n.language)}
              </td>
              <td>
                {policy.publishedAt === null ? t('shipped') : <Moment at={policy.publishedAt} />}
                {policy.publishedBy && <div className={css.quiet}>{policy.publishedBy}</div>}
                {policy.approvedBy && <div className={css.quiet}>{t('line.approved', { who: policy.approvedBy })}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollingTable>
    </Panel>
  );
}
