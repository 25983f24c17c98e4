import type { ReportView } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import type { Style } from './style.js';
import { exactTime } from './time.js';

type Spread = ReportView['parties']['microsoft']['resolve']['real'];

const PARTIES = ['microsoft', 'customer'] as const;

/** A report as a service manager reads it: how much, how fast, what went wrong, who was told. */
export function reportText(report: ReportView, style: Style): string {
  const { from, until, tenant, groupBy, groups, parties, notices, disputes, movedByDecision } = report;
  const width = Math.max(groupBy.length, ...groups.map(({ key }) => key.length)) + 2;
  const right = (value: number | string) => String(value).padStart(9);
  const row = (name: string, of: (party: (typeof PARTIES)[number]) => string) =>
    `  ${name.padEnd(26)}${PARTIES.map((party) => of(party).padStart(26)).join('')}`;
  const counted = (value: (party: ReportView['parties']['microsoft']) => number) => (party: (typeof PARTIES)[number]) =>
    String(value(parties[party]));
  return [
    style.bold(`${tenant ?? 'All customers'}, ${exactTime(from)} until ${exactTime(until)}`),
    '',
    style.dim(
      `  ${groupBy.toUpperCase().padEnd(width)}${['OPENED', 'A', 'B', 'C', 'RESOLVED', 'OPEN'].map(right).join('')}`,
    ),
    ...groups.map(({ key, opened, openedBySeverity: of, resolved, openAtEnd }) => {
      const figures = [opened, of['A'] ?? 0, of['B'] ?? 0, of['C'] ?? 0, resolved, openAtEnd];
      return `  ${cleanLine(key).padEnd(width)}${figures.map(right).join('')}`;
    }),
    ...(groups.length === 0 ? ['  nothing happened'] : []),
    '',
    style.dim(`  ${''.padEnd(26)}${PARTIES.map((party) => party.toUpperCase().padStart(26)).join('')}`),
    row('until taken up', (party) => spreadText(parties[party].acknowledge.real)),
    row('  in support hours', (party) => spreadText(parties[party].acknowledge.counted)),
    row('until resolved', (party) => spreadText(parties[party].resolve.real)),
    row('  in support hours', (party) => spreadText(parties[party].resolve.counted)),
    row(
      'first responses late',
      counted(({ breaches }) => breaches['first-response']),
    ),
    row(
      'updates late',
      counted(({ breaches }) => breaches.update),
    ),
    row(
      'escalations',
      counted(({ escalations }) => escalations),
    ),
    row(
      'reopened',
      counted(({ reopened }) => reopened),
    ),
    row(
      'handovers offered',
      counted(({ offers }) => offers.made ?? 0),
    ),
    row(
      '  accepted',
      counted(({ offers }) => offers.accepted ?? 0),
    ),
    row(
      '  refused',
      counted(({ offers }) => offers.refused ?? 0),
    ),
    row(
      '  taken back, unanswered',
      counted(({ offers }) => (offers.withdrawn ?? 0) + (offers.returned ?? 0)),
    ),
    row('notices owed', (party) => String(notices[party].owed)),
    row('  told', (party) => String(notices[party].told)),
    row('  late', (party) => String(notices[party].late)),
    row('  not acknowledged', (party) => String(notices[party].unacknowledged)),
    '',
    `  ${disputes} disputed, ${movedByDecision} moved by a decision`,
    style.dim('  times: half within, nine in ten within'),
  ].join('\n');
}

function spreadText(spread: Spread): string {
  return spread === null ? '-' : `${minutesText(spread.median)}, ${minutesText(spread.p90)}`;
}

function minutesText(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return minutes < 36 * 60 ? `${Math.round(minutes / 6) / 10} h` : `${Math.round(minutes / 144) / 10} days`;
}
