import type { FlowView } from './flow-bodies.js';
import type { ReportView } from './report-bodies.js';

type Cell = string | number | null;
type Row = readonly Cell[];

/**
 * A report as one table: `section, of, figure, value`, so that every figure is a row and new ones change no column.
 * Minutes have a decimal point; what never happened is empty.
 */
export function reportCsv(report: ReportView): string {
  return textOf([['section', 'of', 'figure', 'value'], ...rowsOf(report)]);
}

/** A flow as one table: of `path` rows, `load` rows and `storm` rows; a column that a row has nothing for is empty. */
export function flowCsv({ paths, load, storms }: FlowView): string {
  return textOf([
    ['section', 'source', 'device', 'clause', 'queue', 'at', 'incident', 'title', 'incidents', 'events'],
    ...paths.map((path): Row => {
      const { source, device, clauseId, queue, incidents, events } = path;
      return ['path', source, device, clauseId, queue, null, null, null, incidents, events];
    }),
    ...load.flatMap(({ at, ...parties }) =>
      Object.entries(parties).map(([party, count]) => ['load', ...NONE, party, at, null, null, count, null]),
    ),
    ...storms.map(({ reference, title, events }) => ['storm', ...NONE, null, null, reference, title, 1, events]),
  ]);
}

const NONE = [null, null, null] as const;

const textOf = (rows: readonly Row[]): string => rows.map((row) => row.map(cellText).join(',')).join('\r\n') + '\r\n';

function* rowsOf({
  from,
  until,
  tenant,
  groupBy,
  groups,
  parties,
  notices,
  disputes,
  movedByDecision,
}: ReportView): Generator<Row> {
  yield ['period', '', 'from', from];
  yield ['period', '', 'until', until];
  yield ['period', '', 'tenant', tenant];
  for (const { key, openedBySeverity, openAtEndBySeverity, ...counts } of groups) {
    for (const [figure, value] of Object.entries(counts)) yield [groupBy, key, figure, value];
    for (const [severity, value] of Object.entries(openedBySeverity)) yield [groupBy, key, `opened ${severity}`, value];
    for (const [severity, value] of Object.entries(openAtEndBySeverity))
      yield [groupBy, key, `openAtEnd ${severity}`, value];
  }
  for (const [party, figures] of Object.entries(parties)) {
    for (const name of ['acknowledge', 'resolve'] as const) {
      const { count, real, counted } = figures[name];
      yield [name, party, 'count', count];
      yield [name, party, 'median minutes', real?.median ?? null];
      yield [name, party, 'p90 minutes', real?.p90 ?? null];
      yield [name, party, 'median counted minutes', counted?.median ?? null];
      yield [name, party, 'p90 counted minutes', counted?.p90 ?? null];
    }
    for (const [clock, value] of Object.entries(figures.breaches)) yield ['breaches', party, clock, value];
    for (const [what, value] of Object.entries(figures.offers)) yield ['offers', party, what, value];
    yield ['incidents', party, 'reopened', figures.reopened];
    yield ['incidents', party, 'escalations', figures.escalations];
  }
  for (const [party, figures] of Object.entries(notices)) {
    for (const [figure, value] of Object.entries(figures)) yield ['notices', party, figure, value];
  }
  yield ['incidents', '', 'disputes', disputes];
  yield ['incidents', '', 'movedByDecision', movedByDecision];
}

/** Some spreadsheets pass over a tab or the end of a line before it. */
const FORMULA = /^[=+@\t\r\n-]/;

/** RFC 4180; what a spreadsheet would take for a formula is text. */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell) : FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
