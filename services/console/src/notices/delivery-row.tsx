import { Checkbox } from '@fluentui/react-components';
import type { DeliveryListItemView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Ago } from '../parts/moment.js';
import { ApiSaid } from '../phrases/api-said.js';
import { usePermitted } from '../session/me.js';
import css from './notices-page.module.css';
import { isRedrivable } from './redrivable.js';
import { StatusTag } from './reason-tag.js';

interface DeliveryRowProps {
  readonly row: DeliveryListItemView;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export function DeliveryRow({ row, isChosen, onChoose }: DeliveryRowProps) {
  const { t } = useTranslation(['notices', 'vocabulary']);
  const { tenant, reference, kind, queue, state, contactName, channel, target, reason, answer, attempts } = row;
  const mayRedrive = usePermitted('redrive-notices', tenant);
  const unsaid = [state !== 'sent' && reason, state === 'failed' && answer].filter((text) => typeof text === 'string');
  return (
    <li className={css.delivery}>
      {isRedrivable(row) && mayRedrive ? (
        <Checkbox
          checked={isChosen}
          onChange={onChoose}
          aria-label={t('choose', { who: `${contactName ?? queue} (${reference ?? tenant})` })}
        />
      ) : (
        <span />
      )}
      <span>
        {reference === null ? (
          t('noIncident')
        ) : (
          <Link to="/incidents/$reference" params={{ reference }}>
            {reference}
          </Link>
        )}
        <small>{tenant}</small>
      </span>
      <span>
        {t(`vocabulary:noticeKind.${kind}`)}
        <small>{t(`vocabulary:queue.${queue}`)}</small>
      </span>
      <span>
        {contactName}
        <small>
          {channel && t(`vocabulary:channel.${channel}`)} {target}
        </small>
      </span>
      <span>
        <StatusTag status={state} />
        <small>
          {attempts > 0 && t('attempts', { count: attempts })}
          {attempts > 0 && unsaid.length > 0 && ' · '}
          {unsaid.map((text, at) => (
            <Fragment key={text}>
              {at > 0 && ' · '}
              <ApiSaid text={text} isQuote={text === answer} />
            </Fragment>
          ))}
        </small>
      </span>
      <Ago at={row.owedAt} />
    </li>
  );
}
