import { useTranslation } from 'react-i18next';
import { partyOf } from '@demarc/domain';
import { type CellEntry, COLUMNS, type GridCell, type GridRow } from './matrix-grid.js';
import css from './matrix-table.module.css';

interface MatrixTableProps {
  readonly grid: readonly GridRow[];
  readonly isPhone: boolean;
  readonly chosen: string | undefined;
  readonly onChoose: (clauseId: string) => void;
}

type Choosing = Pick<MatrixTableProps, 'chosen' | 'onChoose'>;

/** Areas by devices, with who has it in each cell; on a phone a card for each row. */
export function MatrixTable({ grid, isPhone, ...choosing }: MatrixTableProps) {
  const { t } = useTranslation('policy');
  const areas = useAreas();
  if (isPhone)
    return (
      <ul className={css.cards}>
        {grid.map((row) => (
          <li key={row.areas.join(' ')}>
            <h2>{areas(row)}</h2>
            {row.cells.map((cell) => (
              <div key={cell.devices.join(' ')} className={css.card}>
                <h3>{cell.devices.map((device) => t(`matrix.device.${device}`)).join(', ')}</h3>
                <Entries cell={cell} {...choosing} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    );
  return (
    <div className={css.frame}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('matrix.about')}</th>
            {COLUMNS.map((device) => (
              <th key={device} scope="col">
                {t(`matrix.device.${device}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.map((row) => (
            <tr key={row.areas.join(' ')}>
              <th scope="row">{areas(row)}</th>
              {row.cells.map((cell) => (
                <td key={cell.devices.join(' ')} colSpan={cell.devices.length}>
                  <Entries cell={cell} {...choosing} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useAreas(): (row: GridRow) => string {
  const { t } = useTranslation('vocabulary');
  return ({ areas }) => areas.map((area) => t(`area.${area}`)).join(', ');
}

function Entries({ cell: { entries }, chosen, onChoose }: { readonly cell: GridCell } & Choosing) {
  const { t } = useTranslation('policy');
  if (entries.length === 0) return <span className={css.nobody}>{t('matrix.uncovered')}</span>;
  return (
    <div className={css.entries}>
      {entries.map((entry) => (
        <Entry
          key={`${entry.row.clauseId} ${JSON.stringify(entry.only)}`}
          entry={entry}
          isChosen={entry.row.clauseId === chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

interface EntryProps {
  readonly entry: CellEntry;
  readonly isChosen: boolean;
  readonly onChoose: (clauseId: string) => void;
}

function Entry({ entry: { row, only }, isChosen, onChoose }: EntryProps) {
  const { t } = useTranslation(['policy', 'vocabulary']);
  const told = t(`vocabulary:queue.${row.inform.queue}`);
  const conditions = useOnly()(only);
  return (
    <button
      type="button"
      className={css.entry}
      data-party={partyOf(row.queue)}
      data-provisional={row.provisional}
      aria-pressed={isChosen}
      onClick={() => onChoose(row.clauseId)}
    >
      {conditions && <small className={css.only}>{conditions}</small>}
      <span className={css.owner}>
        <b>{t(`vocabulary:queue.${row.queue}`)}</b>
        {row.provisional && <em>{t('matrix.forNow')}</em>}
      </span>
      <small className={css.told}>
        <span>
          {row.inform.when === 'always' && t('matrix.tells', { queue: told })}
          {row.inform.when === 'when-service-impact' && t('matrix.tellsIf', { queue: told })}
        </span>{' '}
        <code>{row.clauseId}</code>
      </small>
    </button>
  );
}

/** What must hold besides kind, area and device, in words. */
function useOnly(): (only: CellEntry['only']) => string {
  const { t } = useTranslation(['policy', 'vocabulary']);
  return ({ handledBy, serviceImpact, ring }) =>
    [
      handledBy &&
        t('matrix.handledBy', {
          values: handledBy.map((value) => t(`vocabulary:factValue.handledBy.${value}`)).join(t('matrix.or')),
        }),
      serviceImpact?.map((value) => t(`matrix.serviceImpact.${value}`)).join(t('matrix.or')),
      ring?.map((value) => t(`matrix.ring.${value}`)).join(t('matrix.or')),
    ]
      .filter(Boolean)
      .join(', ');
}
