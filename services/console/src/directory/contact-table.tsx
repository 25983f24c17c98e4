import type { ContactView } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { ScrollingTable } from '../parts/scrolling-table.js';
import css from './contacts.module.css';
import { hoursText } from './file-changes.js';

interface ContactTableProps {
  readonly label: string;
  readonly contacts: readonly ContactView[];
  /** The name of whoever has the turn. */
  readonly onCall: string | null;
}

/** The contacts of an area: how they are told, and when they may be disturbed. What is secret comes masked. */
export function ContactTable({ label, contacts, onCall }: ContactTableProps) {
  const { t } = useTranslation(['directory', 'vocabulary']);
  return (
    <div className={css.table}>
      <ScrollingTable label={label} stacks>
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col">{t('field.role')}</th>
            <th scope="col">{t('field.channels')}</th>
            <th scope="col">{t('field.hours')}</th>
          </tr>
        </thead>
        <tbody>
          {contacts.map(({ id, name, kind, role, expertAreas, channels, reach, hours, language, phone }) => (
            <tr key={id}>
              <th scope="row">
                <b className={css.name}>{name}</b>
                {name === onCall && <span className={css.now}>{t('contacts.now')}</span>}
                <div className={css.quiet}>
                  {[t(`contacts.kind.${kind}`), language, phone].filter(Boolean).join(' · ')}
                </div>
              </th>
              <td>
                {t(`contacts.role.${role}`)}
                {expertAreas.length > 0 && (
                  <div className={css.quiet}>{expertAreas.map((area) => t(`vocabulary:area.${area}`)).join(', ')}</div>
                )}
              </td>
              <td>
                {channels.length === 0 && t('contacts.noChannel')}
                <ul className={css.channels}>
                  {channels.map((channel) => (
                    <li key={JSON.stringify(channel)}>
                      <span>{t(`vocabulary:channel.${channel.type}`)}</span>{' '}
                      <code>{channel.type === 'email' ? channel.address : channel.url}</code>
                    </li>
                  ))}
                </ul>
                {channels.length > 1 && <div className={css.quiet}>{t(`contacts.reach.${reach}`)}</div>}
              </td>
              <td>{hours === '24x7' ? t('contacts.always') : hoursText(hours)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollingTable>
    </div>
  );
}
