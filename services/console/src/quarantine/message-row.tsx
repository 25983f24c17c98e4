import { Checkbox } from '@fluentui/react-components';
import type { QuarantineView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import list from '../parts/list-page.module.css';
import { Ago } from '../parts/moment.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './quarantine-page.module.css';
import { StateTag } from './state-tag.js';

interface MessageRowProps {
  readonly message: QuarantineView;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** Without it, it cannot be chosen. */
  readonly onChoose?: () => void;
}

export function MessageRow({ message, isOpen, isChosen, onChoose }: MessageRowProps) {
  const { t } = useTranslation('quarantine');
  const { id, reason, state, detail, source, subject, receivedAt } = message;
  return (
    <li className={css.row} data-open={isOpen}>
      {onChoose && (
        <Checkbox checked={isChosen} onChange={onChoose} aria-label={t('choose', { source: source ?? subject })} />
      )}
      <Link
        from="/quarantine"
        to="/quarantine"
        search={(before) => ({ ...before, message: id })}
        aria-current={isOpen ? 'true' : undefined}
        resetScroll={false}
      >
        <span className={css.tags}>
          <span className={list.tag} data-tone="doubtful">
            {t(`reason.${reason}`)}
          </span>
          {state !== 'waiting' && <StateTag state={state} />}
        </span>
        <Ago at={receivedAt} />
        <p>
          <ApiSaid text={detail} />
        </p>
        <small>
          {source ?? t('noSource')} · {subject}
        </small>
      </Link>
    </li>
  );
}
