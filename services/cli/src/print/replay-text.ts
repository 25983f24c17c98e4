import type { ReplayChangeLine, ReplayTotalsLine } from '@demarc/contracts';
import { REPLAY_CHANGES, REPLAY_GAPS, type ReplayChange, type ReplayGap } from '@demarc/domain';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import type { Style } from './style.js';
import { tableText } from './table.js';

type Outcome = ReplayChangeLine['from'];

const NAME_COLUMN = 10;

const SAID: Readonly<Record<ReplayChange, (outcome: Outcome) => string>> = {
  owner: ({ queue, clauseId }) => `${queue} (${clauseId})`,
  queue: ({ queue, clauseId }) => `${queue} (${clauseId})`,
  clock: ({ clocks }) =>
    clocks
      ? `first response in ${clocks.firstResponseMinutes} min, update every ${clocks.updateMinutes} min, ${clocks.hours}`
      : 'no service level',
  notices: ({ informed }) => informed ?? 'nobody',
  severity: ({ severity }) => severity,
  split: ({ halves }) => (halves > 1 ? 'both parties have a part' : 'one party has it'),
};

const WHAT: Readonly<Record<ReplayChange, string>> = {
  owner: 'would be owned by the other party',
  queue: 'would go to another team of the same party',
  clock: 'would have other clocks',
  notices: 'would tell somebody else of the other party, or nobody',
  severity: 'would have another severity',
  split: 'would be divided between the parties, or no longer be',
};

const GAP: Readonly<Record<ReplayGap, string>> = {
  'older-receipt': 'their receipts are of a release that did not keep all that deciding again needs',
  'policy-unknown': 'the policy that decided them is not known any more',
  'half-missing': 'the receipt of the other half of their event is gone',
  'not-as-recorded': 'their own policy does not give what was recorded, so that a comparison would prove nothing',
};

/** One incident that would change: what from and what to, a line each. */
export function replayChangeText(change: ReplayChangeLine, style: Style): string {
  const { reference, tenant, title, changes, from, to } = change;
  return [
    `${style.bold(reference)}  ${tenant}  ${cleanLine(title)}`,
    ...changes.map((what) => `  ${style.dim(what.padEnd(NAME_COLUMN))}${fromTo(what, from, to)}`),
  ].join('\n');
}

/** What the events of one incident would be torn apart by is not seen on the one that stands for it. */
function fromTo(what: ReplayChange, from: Outcome, to: Outcome): string {
  const [before, after] = [SAID[what](from), SAID[what](to)];
  return before === after ? 'some of its events would go to the other party' : `${before} -> ${after}`;
}

/** The totals, and how much moved from which clause to which. */
export function replayTotalsText(totals: ReplayTotalsLine, { style, width }: Pick<Session, 'style' | 'width'>): string {
  const { candidate, clauses, skipped } = totals;
  const changed = REPLAY_CHANGES.filter((what) => (totals.changes[what] ?? 0) > 0);
  const gaps = REPLAY_GAPS.filter((gap) => (skipped[gap] ?? 0) > 0);
  return [
    style.bold(
      `${count(totals.incidentsChanged)} of ${count(totals.incidents)} incidents would change by ${candidate}.`,
    ),
    ...changed.map((what) => `  ${count(totals.changes[what]!)} ${WHAT[what]}`),
    '',
    clauses.length === 0 ? 'Nothing was decided in that time.' : clauseTable(clauses, style, width),
    '',
    style.dim(
      `${count(totals.decisions)} decisions replayed in ${totals.seconds.toFixed(1)} s; ${count(totals.decisionsChanged)} would come out otherwise.`,
    ),
    ...gaps.map((gap) => style.yellow(`${count(skipped[gap]!)} decisions could not be replayed: ${GAP[gap]}.`)),
  ].join('\n');
}

function clauseTable(clauses: ReplayTotalsLine['clauses'], style: Style, width: number): string {
  return tableText(
    clauses,
    [
      { title: 'CLAUSE', value: ({ from }) => from },
      { title: 'WOULD BE', value: ({ from, to }) => (from === to ? 'the same' : to) },
      { title: 'DECISIONS', value: ({ decisions }) => count(decisions), right: true },
      { title: 'INCIDENTS', value: ({ incidents }) => count(incidents), right: true },
    ],
    width,
    style,
  );
}

function count(number: number): string {
  return number.toLocaleString('en');
}
