import { KINDS, type Kind } from '@demarc/domain';
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { Said } from '../parts/said.js';
import { usePhone } from '../parts/use-phone.js';
import { ClauseExplained } from './clause-explained.js';
import { HowSoon } from './how-soon.js';
import { MatrixTable } from './matrix-table.js';
import { gridOf, kindOf } from './matrix-grid.js';
import type { PolicySearch } from './policy-search.js';
import css from './who-owns-what.module.css';

interface WhoOwnsWhatProps {
  readonly version: string;
  readonly search: PolicySearch;
}

/** A policy as a table for each kind of event, and why a cell is as it is. */
export function WhoOwnsWhat({ version, search }: WhoOwnsWhatProps) {
  const { t } = useTranslation(['policy', 'vocabulary', 'app']);
  const isPhone = usePhone();
  const navigate = useNavigate();
  const read = useQuery(ask('GET /v1/policies/:version', { version }));
  const policy = read.data;
  const chosen = policy?.rows.find(({ clauseId }) => clauseId === search.clause);
  const kind: Kind = KINDS.find((one) => one === search.kind) ?? (chosen && kindOf(chosen)) ?? KINDS[0];
  const grid = useMemo(() => gridOf(policy?.rows ?? [], kind), [policy, kind]);
  const choose = (clause: string | undefined) =>
    void navigate({
      to: '/policy',
      search: { version, kind, ...(clause !== undefined && { clause }) },
      replace: true,
      resetScroll: false,
    });
  if (read.isPending) return <PagePending />;
  if (!policy) return <FaultPage error={read.error} />;
  const explained = chosen && (
    <ClauseExplained row={chosen} clause={policy.clauses.find(({ id }) => id === chosen.clauseId)!} />
  );
  return (
    <div className={css.columns}>
      <div className={css.main}>
        <nav className={css.kinds} aria-label={t('matrix.kinds')}>
          {KINDS.map((one) => (
            <Link
              key={one}
              to="/policy"
              search={{ version, kind: one }}
              className={css.kind}
              aria-current={one === kind ? 'true' : undefined}
              data-current={one === kind}
            >
              {t(`vocabulary:kind.${one}`)}
            </Link>
          ))}
        </nav>
        <MatrixTable grid={grid} isPhone={isPhone} chosen={search.clause} onChoose={choose} />
        <p className={css.legend}>{t('matrix.legend')}</p>
        <HowSoon severity={policy.severity} clocks={policy.clocks} />
      </div>
      {isPhone ? (
        explained && (
          <Dialog open onOpenChange={() => choose(undefined)}>
            <DialogSurface aria-label={chosen.title}>
              <DialogBody>
                <DialogContent>{explained}</DialogContent>
                <DialogActions>
                  <Button onClick={() => choose(undefined)}>{t('app:close')}</Button>
                </DialogActions>
              </DialogBody>
            </DialogSurface>
          </Dialog>
        )
      ) : (
        <aside className={css.aside} aria-live="polite">
          {explained ?? <Said title={t('clause.none.title')} body={t('clause.none.body')} />}
        </aside>
      )}
    </div>
  );
}
