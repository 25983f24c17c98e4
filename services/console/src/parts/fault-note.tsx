import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Unreachable } from '../api/refused.js';
import css from './fault-note.module.css';

interface FaultNoteProps {
  /** What could not be read, and what follows from it. */
  readonly title: string;
  readonly error: Error;
  readonly onAgain: () => void;
}

/** In place of a part of a page that could not be read, since to show nothing would say that there is nothing. */
export function FaultNote({ title, error, onAgain }: FaultNoteProps) {
  const { t } = useTranslation('app');
  const why = error instanceof Unreachable ? t('fault.unreachable.title') : error.message;
  return (
    <div className={css.note} role="alert">
      <p>
        {title} {why}
      </p>
      <Button size="small" onClick={onAgain}>
        {t('retry')}
      </Button>
    </div>
  );
}
