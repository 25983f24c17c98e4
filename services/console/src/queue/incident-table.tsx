import type { CommandName } from '@demarc/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../app/preferences.js';
import { usePhone } from '../parts/use-phone.js';
import { onlyTenantOf, useMe } from '../session/me.js';
import { columnsFor } from './columns.js';
import type { ListedIncident } from './incident-pages.js';
import { IncidentRow } from './incident-row.js';
import css from './incident-table.module.css';
import { keepPlace, placeIn } from './place.js';
import { useRowKeys } from './row-keys.js';

interface IncidentTableProps {
  /** Names the list, so that whoever comes back to it is where they were. */
  readonly list: string;
  readonly rows: readonly ListedIncident[];
  readonly changed: ReadonlySet<string>;
  readonly hasLeft: (row: ListedIncident) => boolean;
  /** Those that one sees and the customer as whom one looks does not. */
  readonly withheld: ReadonlySet<string>;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly act: (name: CommandName, incidents: readonly ListedIncident[]) => void;
  /** There are more than `rows`. */
  readonly more: boolean;
  /** Another number: the list begins anew, and is looked at from its top. */
  readonly begun: number;
  /** The last rows came near the window. */
  readonly onEnd: () => void;
}

const ROW_PX = { comfortable: 44, compact: 32 } as const;
const CARD_PX = 92;
const NEAR_END_ROWS = 40;
const OVERSCAN_ROWS = 12;

/** Only the rows in the window exist; the list itself may be as long as it likes. One row has the keyboard. */
export function IncidentTable({
  list,
  rows,
  changed,
  hasLeft,
  withheld,
  chosen,
  onChoose,
  act,
  more,
  begun,
  onEnd,
}: IncidentTableProps) {
  const { t } = useTranslation('queue');
  const { density, hiddenColumns } = usePreferences();
  const phone = usePhone();
  const onlyTenant = onlyTenantOf(useMe());
  // The same list for the same choice, so that rows need not be drawn again.
  const columns = useMemo(
    () => columnsFor(onlyTenant).filter(({ name }) => name === 'what' || !hiddenColumns.includes(name)),
    [onlyTenant, hiddenColumns],
  );
  const window = useRef<HTMLDivElement>(null);
  const rowPx = phone ? CARD_PX : ROW_PX[density];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => window.current,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]!.id,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: phone ? 0 : 36,
    initialOffset: placeIn(list).scrolled,
  });
  useEffect(() => virtual.measure(), [virtual, rowPx]);

  const begunFrom = useRef(begun);
  useEffect(() => {
    if (begun !== begunFrom.current) virtual.scrollToOffset(0);
    begunFrom.current = begun;
  }, [virtual, begun]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - NEAR_END_ROWS) onEnd();
  }, [more, last, rows.length, onEnd]);

  const [activeId, setActiveId] = useState(placeIn(list).activeId);
  // None, also when the one that was has left: what keys do is done to a row that is marked.
  const active = rows.findIndex(({ id }) => id === activeId);
  const leave = useEffectEvent(() => keepPlace(list, { activeId, scrolled: virtual.scrollOffset ?? 0 }));
  useLayoutEffect(() => () => leave(), []);
  const goTo = (index: number) => {
    const within = Math.min(Math.max(index, 0), rows.length - 1);
    setActiveId(rows[within]!.id);
    virtual.scrollToIndex(within);
  };
  // The same function for as long as the list is there: rows are drawn again for what they show alone.
  const choice = useRef({ chosen, onChoose });
  useEffect(() => {
    choice.current = { chosen, onChoose };
  });
  const choose = useCallback((id: string) => {
    const next = new Set(choice.current.chosen);
    if (!next.delete(id)) next.add(id);
    choice.current.onChoose(next);
  }, []);
  const pageRows = Math.max(1, Math.floor((window.current?.clientHeight ?? 0) / rowPx) - 1);
  const onKeyDown = useRowKeys({ rows, active, chosen, pageRows, goTo, choose, act });
  const all = chosen.size === rows.length ? true : chosen.size > 0 ? 'mixed' : false;
  const style = { '--columns': `36px ${columns.map(({ width }) => width).join(' ')}` } as CSSProperties;
  return (
    <div
      ref={window}
      role="grid"
      aria-label={t('title')}
      aria-rowcount={more ? -1 : rows.length + 1}
      aria-multiselectable
      aria-activedescendant={active === -1 ? undefined : `row-${activeId}`}
      tabIndex={0}
      className={css.window}
      style={style}
      data-phone={phone}
      data-density={density}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className={css.head}>
        <span role="columnheader" className={css.check}>
          <input
            type="checkbox"
            aria-label={t('choose.all')}
            checked={all === true}
            ref={(box) => {
              if (box) box.indeterminate = all === 'mixed';
            }}
            tabIndex={-1}
            onChange={() => onChoose(all === true ? new Set() : new Set(rows.map(({ id }) => id)))}
          />
        </span>
        {columns.map(({ name }) => (
          <span key={name} role="columnheader" className={css.headCell} data-column={name}>
            {t(`column.${name}`)}
          </span>
        ))}
      </div>
      <div role="presentation" className={css.rows} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const row = rows[index]!;
          return (
            <IncidentRow
              key={key}
              incident={row}
              index={index}
              top={start}
              height={rowPx}
              columns={columns}
              phone={phone}
              active={row.id === activeId}
              chosen={chosen.has(row.id)}
              changed={changed.has(row.id)}
              left={hasLeft(row)}
              withheld={withheld.has(row.id)}
              onActive={setActiveId}
              onChoose={choose}
            />
          );
        })}
      </div>
    </div>
  );
}
