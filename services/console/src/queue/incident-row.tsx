import { Link } from '@tanstack/react-router';
import { type ReactNode, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeenBySearch } from '../customer-view/seen-by.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { DueSign } from '../parts/due-sign.js';
import { Ago } from '../parts/moment.js';
import { personName } from '../parts/person-name.js';
import { SeveritySign } from '../parts/severity-sign.js';
import { StateSign } from '../parts/state-sign.js';
import { sayNumber } from '../words/times.js';
import type { COLUMNS, ColumnName } from './columns.js';
import type { ListedIncident } from './incident-pages.js';
import css from './incident-table.module.css';

interface IncidentRowProps {
  readonly incident: ListedIncident;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly columns: readonly (typeof COLUMNS)[number][];
  readonly phone: boolean;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly changed: boolean;
  readonly left: boolean;
  /** One looks as the customer does, who is not shown this one. */
  readonly withheld: boolean;
  readonly onActive: (id: string) => void;
  readonly onChoose: (id: string) => void;
}

function Row({
  incident,
  index,
  top,
  height,
  columns,
  phone,
  active,
  chosen,
  changed,
  left,
  withheld,
  onActive,
  onChoose,
}: IncidentRowProps) {
  const { t } = useTranslation('queue');
  return (
    <div
      id={`row-${incident.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={phone ? css.card : css.row}
      data-active={active}
      data-changed={changed}
      data-left={left}
      data-withheld={withheld}
      data-severity={incident.severity}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={() => onActive(incident.id)}
    >
      <span role="gridcell" className={css.check}>
        {/* The browser's own: a list of thousands is not the place for a richer one. */}
        <input
          type="checkbox"
          aria-label={t('choose.one', { reference: incident.reference })}
          checked={chosen}
          tabIndex={-1}
          onChange={() => onChoose(incident.id)}
        />
      </span>
      {phone ? (
        <Card incident={incident} left={left} withheld={withheld} />
      ) : (
        columns.map(({ name }) => <Cell key={name} name={name} incident={incident} left={left} withheld={withheld} />)
      )}
    </div>
  );
}

/** Only what changed is drawn again, however many rows there are. */
export const IncidentRow = memo(Row);

interface ShownIncident {
  readonly incident: ListedIncident;
  readonly left: boolean;
  readonly withheld: boolean;
}

function Cell({ name, ...shown }: ShownIncident & { readonly name: ColumnName }) {
  return (
    <span role="gridcell" className={css.cell} data-column={name}>
      {name === 'what' ? <What {...shown} /> : CELLS[name](shown.incident)}
    </span>
  );
}

const CELLS: Readonly<Record<Exclude<ColumnName, 'what'>, (incident: ListedIncident) => ReactNode>> = {
  severity: ({ severity }) => <SeveritySign severity={severity} />,
  about: ({ about }) => <Cut text={about ?? '–'} />,
  tenant: ({ tenant }) => <Cut text={tenant} />,
  owner: ({ queue }) => <Owner queue={queue} />,
  state: ({ state }) => <StateSign state={state} />,
  assignee: ({ assignee }) => <Assignee assignee={assignee} />,
  clock: (incident) => <DueSign incident={incident} />,
  age: ({ openedAt }) => <Ago at={openedAt} />,
  count: ({ eventCount }) => <Count count={eventCount} />,
};

function What({ incident, left, withheld }: ShownIncident) {
  const { t } = useTranslation('queue');
  const { reference, title, offer, provisional, linked, muted, review } = incident;
  const marks = [
    left && t('mark.left'),
    offer && t('mark.offered'),
    provisional && t('mark.provisional'),
    review.length > 0 && t('mark.review'),
    linked.length > 0 && t('mark.linked'),
    muted && t('mark.muted'),
  ].filter((mark) => typeof mark === 'string');
  return (
    <>
      <Link
        to="/incidents/$reference"
        params={{ reference }}
        search={useSeenBySearch()}
        className={css.title}
        title={`${reference} · ${title}`}
        tabIndex={-1}
      >
        {title}
      </Link>
      {withheld && <WithheldSign short />}
      {marks.map((mark) => (
        <span key={mark} className={css.mark}>
          {mark}
        </span>
      ))}
    </>
  );
}

function Owner({ queue }: Pick<ListedIncident, 'queue'>) {
  const { t } = useTranslation('vocabulary');
  return <Cut text={t(`queueShort.${queue}`)} title={t(`queue.${queue}`)} />;
}

function Assignee({ assignee }: Pick<ListedIncident, 'assignee'>) {
  return assignee === null ? <span className={css.quiet}>–</span> : <Cut text={personName(assignee)} />;
}

function Count({ count }: { readonly count: number }) {
  const { t, i18n } = useTranslation('queue');
  return <span title={t('events', { count })}>{sayNumber(count, i18n.language)}</span>;
}

function Cut({ text, title = text }: { readonly text: string; readonly title?: string }) {
  return (
    <span className={css.cut} title={title}>
      {text}
    </span>
  );
}

/** A row of a phone: the same in three lines. */
function Card({ incident, left, withheld }: ShownIncident) {
  return (
    <span role="gridcell" className={css.cardBody}>
      <span className={css.cardLine}>
        <SeveritySign severity={incident.severity} short />
        <What incident={incident} left={left} withheld={withheld} />
      </span>
      <span className={css.cardLine}>
        <Cut text={[incident.about, incident.tenant].filter(Boolean).join(' · ')} />
        <StateSign state={incident.state} />
      </span>
      <span className={css.cardLine}>
        <DueSign incident={incident} />
        <Ago at={incident.openedAt} />
      </span>
    </span>
  );
}
