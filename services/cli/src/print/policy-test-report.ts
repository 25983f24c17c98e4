import { FACT_NAMES } from '@demarc/domain';
import type { CaseReport, DecidedHalf, TestReport } from '../policy-test/run-test-file.js';
import type { Session } from '../session.js';
import { cleanLine } from './clean.js';
import { wrapText } from './wrap.js';

type Place = Pick<Session, 'style' | 'width'>;

const INDENT = ' '.repeat(6);
const DEEPER = `${INDENT}  `;

/** A line for each case; under one that fails what was expected, what came, and the reasons of the receipt. */
export function testReportText(report: TestReport, place: Place): string {
  const { style, width } = place;
  const file = style.bold(cleanLine(report.file));
  if ('mistakes' in report) {
    const mistakes = report.mistakes.map((mistake) => `  ${wrapText(cleanLine(mistake), width, INDENT)}`);
    return [`${style.red('bad')}   ${file}  cannot be read`, ...mistakes].join('\n');
  }
  const { policyVersion, policyDigest, cases } = report;
  const heading = `${file}  ${style.dim(`policy ${cleanLine(policyVersion)}, digest ${policyDigest}`)}`;
  return [heading, ...cases.flatMap((one) => caseLines(one, place))].join('\n');
}

/** How many passed and failed, over all files. */
export function testTotalText(reports: readonly TestReport[], { style }: Place): string {
  const cases = reports.flatMap((report) => ('mistakes' in report ? [] : report.cases));
  const failed = cases.filter(({ ok }) => !ok).length;
  const unread = reports.filter((report) => 'mistakes' in report).length;
  const count = (number: number, one: string, more: string) => `${number} ${number === 1 ? one : more}`;
  return [
    `${count(cases.length, 'case', 'cases')}: ${style.green(`${cases.length - failed} passed`)}`,
    ...(failed > 0 ? [style.red(`${failed} failed`)] : []),
    ...(unread > 0 ? [style.red(`${count(unread, 'file', 'files')} could not be read`)] : []),
  ].join(', ');
}

function caseLines({ name, ok, problem, differences, decisions }: CaseReport, { style, width }: Place): string[] {
  const clauses = decisions.map(({ clause }) => clause).join(' and ');
  if (ok) return [`${style.green('pass')}  ${wrapText(cleanLine(name), width, INDENT)}  ${style.dim(clauses)}`];
  return [
    `${style.red('FAIL')}  ${wrapText(cleanLine(name), width, INDENT)}`,
    ...(problem === null ? [] : [`${INDENT}${wrapText(cleanLine(problem), width, INDENT)}`]),
    ...differences.map(({ field, expected, got }) => `${INDENT}${field}: expected ${expected}, got ${got}`),
    ...decisions.flatMap((decision) => reasonLines(decision, width).map((line) => style.dim(line))),
  ];
}

function reasonLines({ owner, clause, title, facts, from }: DecidedHalf, width: number): readonly string[] {
  const reasons = FACT_NAMES.map((name) => `${name} is ${facts[name]}: ${cleanLine(from[name])}`);
  return [
    `${INDENT}${wrapText(`${owner} by ${clause}: ${cleanLine(title)}`, width, DEEPER)}`,
    ...reasons.map((reason) => `${DEEPER}${wrapText(reason, width, `${DEEPER}  `)}`),
  ];
}
