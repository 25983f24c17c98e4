import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { FaultNote } from '../parts/fault-note.js';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { Panel } from '../parts/panel.js';
import { ContactTable } from './contact-table.js';
import css from './contacts.module.css';
import { ContactFindings } from './contact-findings.js';
import type { PartProps } from './part-props.js';
import { slotsOf } from './slots.js';

/** Who is told of what: an area's contacts, who of them is on call, and where nobody could be told. */
export default function ContactPart({ tenant, isProvider }: PartProps) {
  const { t } = useTranslation('directory');
  const search = useSearch({ from: '/shell/directory' });
  const contacts = useQuery(ask('GET /v1/tenants/:tenant/directory/contacts', { tenant }));
  const schedules = useQuery(ask('GET /v1/tenants/:tenant/schedules', { tenant }));
  const lint = useQuery(ask('GET /v1/directory/lint', {}, { tenant }));
  if (contacts.isPending || schedules.isPending || lint.isPending) return <PagePending />;
  if (!contacts.data) return <FaultPage error={contacts.error} />;
  return (
    <>
      {lint.data ? (
        <ContactFindings findings={lint.data.items} />
      ) : (
        <FaultNote title={t('contacts.unchecked')} error={lint.error} onAgain={() => void lint.refetch()} />
      )}
      {!schedules.data && (
        <FaultNote title={t('contacts.turnsUnread')} error={schedules.error} onAgain={() => void schedules.refetch()} />
      )}
      {slotsOf(isProvider).map((slot) => {
        const those = contacts.data.items.filter(({ area }) => area === slot);
        const turns = schedules.data?.items.find(({ area }) => area === slot);
        return (
          <Panel
            key={slot}
            title={t(`slot.${slot}`)}
            aside={
              turns && (
                <Link className={css.onCall} to="/directory" search={{ ...search, part: 'schedules' }}>
                  {turns.onCall === null ? t('contacts.nobodyOnCall') : t('contacts.onCall', { who: turns.onCall })}
                </Link>
              )
            }
          >
            {those.length === 0 ? (
              <p className={css.none}>{t('contacts.none')}</p>
            ) : (
              <ContactTable label={t(`slot.${slot}`)} contacts={those} onCall={turns?.onCall ?? null} />
            )}
          </Panel>
        );
      })}
    </>
  );
}
