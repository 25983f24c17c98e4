import { type Queue, partyOf } from '@demarc/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow } from './flow-layout.js';
import { FlowPicture } from './flow-picture.js';
import css from './trial.module.css';

interface FlowPanelProps {
  readonly byTeam: readonly Flow[];
  readonly byClause: readonly Flow[];
}

/** The incidents that would change as a flow picture, by the teams that have them or by the clauses. */
export function FlowPanel({ byTeam, byClause }: FlowPanelProps) {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const [by, setBy] = useState<'team' | 'clause'>('team');
  const team = (queue: string) => t(`vocabulary:queue.${queue as Queue}`);
  return (
    <section className={css.part}>
      <header>
        <h3>{t('trial.flow')}</h3>
        <div className={css.choice}>
          {(['team', 'clause'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === by} onClick={() => setBy(one)}>
              {t(`trial.by.${one}`)}
            </button>
          ))}
        </div>
      </header>
      {by === 'team' ? (
        <FlowPicture flows={byTeam} nameOf={team} toneOf={(queue) => partyOf(queue as Queue)} />
      ) : (
        <FlowPicture flows={byClause} nameOf={(clause) => clause} toneOf={() => 'clause'} />
      )}
    </section>
  );
}
