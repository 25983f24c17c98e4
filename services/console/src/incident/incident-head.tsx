import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { CommandName, IncidentView } from '@demarc/contracts';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { offersOf } from '../act/offers.js';
import { useCustomers, useSeenBy, useSeenBySearch, useWhoActs } from '../customer-view/seen-by.js';
import { useWithheld } from '../customer-view/withheld.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { CopyButton } from '../parts/copy-button.js';
import { DueSign } from '../parts/due-sign.js';
import { Ago } from '../parts/moment.js';
import { personName } from '../parts/person-name.js';
import { SeveritySign } from '../parts/severity-sign.js';
import { StateSign } from '../parts/state-sign.js';
import { wayBack } from '../queue/place.js';
import css from './incident-head.module.css';

/** As buttons, in the order in which an incident goes its way; the rest is in the menu. */
const FIRST: readonly CommandName[] = [
  'acknowledge',
  'claim',
  'accept',
  'refuse',
  'answer',
  'offer',
  'resolve',
  'reopen',
];
const MOST_BUTTONS = 4;

interface IncidentHeadProps {
  readonly incident: IncidentView;
  readonly act: (name: CommandName, incidents: readonly IncidentView[]) => void;
  /** To look as the customer does whose it is. */
  readonly onLookAs: () => void;
}

export function IncidentHead({ incident, act, onLookAs }: IncidentHeadProps) {
  const { t } = useTranslation(['incident', 'act', 'vocabulary', 'app', 'customer-view']);
  const offered = offersOf(incident, useWhoActs());
  const seenBy = useSeenBy();
  const seenBySearch = useSeenBySearch();
  const customer = useCustomers().find(({ tenant }) => tenant === incident.tenant);
  const { whole } = useWithheld();
  const buttons = FIRST.filter((name) => offered.includes(name)).slice(0, MOST_BUTTONS);
  const others = offered.filter((name) => !buttons.includes(name));
  const { reference, severity, state, title, tenant, queue, assignee, about, openedAt } = incident;
  return (
    <header className={css.head} data-withheld={whole}>
      <div className={css.line}>
        <Link to="/queue" search={wayBack(seenBySearch)} className={css.back}>
          {t('back')}
        </Link>
        <span className={css.reference}>
          {reference}
          <CopyButton text={reference} />
        </span>
        <SeveritySign severity={severity} />
        <StateSign state={state} />
        <DueSign incident={incident} />
        {whole && <WithheldSign />}
      </div>
      <div className={css.main}>
        <h1>{title}</h1>
        <div className={css.acts}>
          {buttons.map((name, at) => (
            <Button key={name} appearance={at === 0 ? 'primary' : 'secondary'} onClick={() => act(name, [incident])}>
              {t(`act:name.${name}`)}
            </Button>
          ))}
          {others.length > 0 && (
            <Menu>
              <MenuTrigger disableButtonEnhancement>
                <Button icon={<MoreHorizontalRegular />} aria-label={t('app:more')} />
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  {others.map((name) => (
                    <MenuItem key={name} onClick={() => act(name, [incident])}>
                      {t(`act:name.${name}`)}
                    </MenuItem>
                  ))}
                </MenuList>
              </MenuPopover>
            </Menu>
          )}
          {customer && seenBy === null && (
            <Button appearance="subtle" icon={<EyeRegular />} onClick={onLookAs}>
              {t('customer-view:asName', { name: customer.name })}
            </Button>
          )}
        </div>
      </div>
      <p className={css.facts}>
        {about && <strong>{about}</strong>}
        <span>{tenant}</span>
        <span>{t(`vocabulary:queue.${queue}`)}</span>
        <span>{assignee === null ? t('nobodyYet') : personName(assignee)}</span>
        <span>
          {t('opened')} <Ago at={openedAt} />
        </span>
      </p>
    </header>
  );
}
