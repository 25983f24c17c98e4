import type { ReplayChangeLine } from '@demarc/contracts';
import { cleanLine } from './clean.js';

type Outcome = ReplayChangeLine['from'];

const OUTCOME_COLUMNS: readonly (readonly [string, (outcome: Outcome) => string])[] = [
  ['queue', ({ queue }) => queue],
  ['clause', ({ clauseId }) => clauseId],
  ['policy', ({ policyVersion }) => policyVersion],
  ['severity', ({ severity }) => severity],
  ['first_response_minutes', ({ clocks }) => String(clocks?.firstResponseMinutes ?? '')],
  ['update_minutes', ({ clocks }) => String(clocks?.updateMinutes ?? '')],
  ['hours', ({ clocks }) => clocks?.hours ?? ''],
  ['informed', ({ informed }) => informed ?? ''],
];

const OWN_COLUMNS: readonly (readonly [string, (change: ReplayChangeLine) => string])[] = [
  ['reference', ({ reference }) => reference],
  ['tenant', ({ tenant }) => tenant],
  ['title', ({ title }) => title],
  ['state', ({ state }) => state],
  ['changes', ({ changes }) => changes.join(' ')],
  ['decisions', ({ decisions }) => String(decisions)],
  ['decisions_changed', ({ changed }) => String(changed)],
];

export const REPLAY_CSV_HEADER = [
  ...OWN_COLUMNS.map(([name]) => name),
  ...OUTCOME_COLUMNS.map(([name]) => `from_${name}`),
  ...OUTCOME_COLUMNS.map(([name]) => `to_${name}`),
].join(',');

/** One incident that would change, in the columns of {@link REPLAY_CSV_HEADER}. */
export function replayCsvRow(change: ReplayChangeLine): string {
  return [
    ...OWN_COLUMNS.map(([, value]) => value(change)),
    ...OUTCOME_COLUMNS.map(([, value]) => value(change.from)),
    ...OUTCOME_COLUMNS.map(([, value]) => value(change.to)),
  ]
    .map(cell)
    .join(',');
}

/** A spreadsheet takes what begins with these for a formula, and titles are written by whoever raised the alert. */
const FORMULA = /^[=+\-@]/;

function cell(value: string): string {
  // Of the cleaned line, which no tab or end of a line stands before.
  const line = cleanLine(value);
  const text = FORMULA.test(line) ? `'${line}` : line;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
