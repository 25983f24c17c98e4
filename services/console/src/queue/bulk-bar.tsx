import { Button } from '@fluentui/react-components';
import type { CommandName } from '@demarc/contracts';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { offersOfAll } from '../act/offers.js';
import { useWhoActs } from '../customer-view/seen-by.js';
import css from './bulk-bar.module.css';
import type { ListedIncident } from './incident-pages.js';

/** What makes sense for many at once. */
const IN_BULK: readonly CommandName[] = ['acknowledge', 'claim', 'assign', 'offer', 'snooze', 'comment', 'resolve'];

interface BulkBarProps {
  readonly chosen: readonly ListedIncident[];
  readonly act: (name: CommandName, incidents: readonly ListedIncident[]) => void;
  readonly onClear: () => void;
}

export function BulkBar({ chosen, act, onClear }: BulkBarProps) {
  const { t } = useTranslation(['queue', 'act']);
  const offered = offersOfAll(chosen, useWhoActs());
  return (
    <div className={css.bar} role="toolbar" aria-label={t('bulk')}>
      <strong>{t('chosen', { count: chosen.length })}</strong>
      {IN_BULK.filter((name) => offered.has(name)).map((name) => (
        <Button
          key={name}
          appearance={name === 'acknowledge' ? 'primary' : 'secondary'}
          onClick={() => act(name, chosen)}
        >
          {t(`act:name.${name}`)}
        </Button>
      ))}
      <Button appearance="subtle" icon={<DismissRegular />} onClick={onClear}>
        {t('choose.none')}
      </Button>
    </div>
  );
}
