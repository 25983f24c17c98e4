import type { GapView, ReconciliationBody } from '@demarc/contracts';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import { exactTime, relativeTime } from './time.js';
import { wrapText } from './wrap.js';

type Place = Pick<Session, 'style' | 'width' | 'io'>;

const INDENT = '  ';

/** Each gap in a line that says what, whose and since when; what it means and what to do once for each kind. */
export function reconciliationText({ gaps, open, checkedThrough }: ReconciliationBody, place: Place): string {
  const { style } = place;
  const through =
    checkedThrough === null ? '' : ` All that was committed by ${exactTime(checkedThrough)} was looked for.`;
  if (open === 0) return `Nothing is missing.${through}`;
  const kinds = Map.groupBy(gaps, ({ kind }) => kind);
  const more = open > gaps.length ? [`and ${open - gaps.length} more`] : [];
  return [
    `${style.red(`${open} missing.`)}${through}`,
    ...[...kinds.values()].flatMap((of) => ['', ...kindLines(of, place)]),
    ...more,
  ].join('\n');
}

function kindLines(gaps: readonly GapView[], place: Place): readonly string[] {
  const { style, width } = place;
  const [{ kind, is, todo }] = gaps as readonly [GapView, ...GapView[]];
  const count = `${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}`;
  return [
    `${style.red(kind)}  ${count}: ${is}`,
    wrapText(`${INDENT}${todo}`, width, INDENT),
    ...gaps.map((gap) => `${INDENT}${gapLine(gap, place)}`),
  ];
}

function gapLine({ id, tenant, what, facts, foundAt, reportedAt }: GapView, { style, io }: Place): string {
  const known = Object.entries(facts).flatMap(([name, value]) =>
    value === null || value === '' || value === '{}' ? [] : [`${name} ${cleanLine(String(value))}`],
  );
  const parts = [
    style.bold(cleanLine(what)),
    ...(tenant === null ? [] : [`of ${cleanLine(tenant)}`]),
    `found ${relativeTime(foundAt, io.now())}`,
    ...known,
    reportedAt === null ? 'no incident yet' : 'an incident tells of it',
  ];
  return `${parts.join(', ')} ${style.dim(`gap ${id}`)}`;
}
