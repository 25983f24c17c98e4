import {
  type ReplayChangeLine,
  type ReplayProgressLine,
  type ReplayTotalsLine,
  ROUTES,
  replayLine,
} from '@demarc/contracts';
import { type Instant, epochMs, instantOf, parseInstant } from '@demarc/domain';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { Failure, usage } from '../failure.js';
import { jsonLines } from '../json-lines.js';
import { lintText } from '../print/policy-findings.js';
import { REPLAY_CSV_HEADER, replayCsvRow } from '../print/replay-csv.js';
import { replayChangeText, replayTotalsText } from '../print/replay-text.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface ReplayOptions {
  readonly candidate: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly tenant?: string;
  readonly csv?: boolean;
  readonly failOnChange?: boolean;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 24 * 3_600_000;
const CLEAR_LINE = '\r\u001b[2K';

const WHAT_IT_DOES = `
It decides every event that Demarc received in that time again, by the candidate, and compares the outcome with what
was decided. Only the policy is another: devices are not looked up again, what an event is about stays as it was read
then, and what a person said about service impact counts as it did. Nothing is changed and nobody is told.`;

export const addPolicyReplay: CommandFile = (policy, act) => {
  policy
    .command('replay')
    .description('Try a policy on the stored history: which incidents would have gone elsewhere')
    .requiredOption('--candidate <file>', 'the policy to try, as YAML; `-` is standard input')
    .requiredOption('--from <date>', 'events received from then on: 2026-10-01, or with a time', (text) => timeOf(text))
    .requiredOption('--to <date>', 'and until then; a day counts to its end, in UTC', (text) => timeOf(text, DAY_MS))
    .option('--tenant <name>', 'of this customer only')
    .option('--csv', 'one row for each incident that would change')
    .option('--fail-on-change', 'exit code 1 when any incident would change')
    .addHelpText(
      'after',
      WHAT_IT_DOES +
        examples(
          ['policy replay --candidate new.yaml --from 2026-10-01 --to 2026-10-31', 'a month'],
          ['policy replay --candidate new.yaml --from 2026-10-01 --to 2026-10-31 --csv > changes.csv', 'for a sheet'],
        ),
    )
    .action(act((session: Session, options: ReplayOptions) => replay(session, options)));
};

async function replay(session: Session, options: ReplayOptions): Promise<ExitCode> {
  const { candidate, from, to, tenant, csv = false, failOnChange = false } = options;
  if (csv && session.json) throw usage('--csv and --json are two forms of one output; give one of them.');
  if (from >= to) throw usage('--to must be later than --from.');
  const text = new TextDecoder().decode(await readInput(candidate, session.io));
  // Asked first, because only a lint answers with findings that can be shown as `policy lint` shows them.
  const { body: lint } = await session.api.call(ROUTES.lintPolicy, {
    body: { document: text, tenant: tenant ?? null },
  });
  if (lint.findings.length > 0) {
    session.show(lint, () => `${lintText({ file: candidate, ok: false, ...lint }, session)}\nNothing was replayed.`);
    return EXIT.refused;
  }
  const body = { candidate: text, from, to, ...(tenant !== undefined && { tenant }) };
  const answer = await session.api.open(ROUTES.replayPolicy, { body }, session.io.stop);
  const changes: ReplayChangeLine[] = [];
  if (csv) session.io.out(`${REPLAY_CSV_HEADER}\n`);
  const totals = await readAnswer(session, answer, (change) => {
    // A long list is not kept: only one JSON document has to be whole before it is printed.
    if (session.json) changes.push(change);
    else if (csv) session.io.out(`${replayCsvRow(change)}\n`);
    else session.io.out(`${replayChangeText(change, session.style)}\n\n`);
  });
  if (csv) session.remark(replayTotalsText(totals, session));
  else session.show({ from, to, tenant: tenant ?? null, changes, totals }, () => replayTotalsText(totals, session));
  return failOnChange && totals.incidentsChanged > 0 ? EXIT.refused : EXIT.ok;
}

/** Throws a Failure when the answer ends before its totals. */
async function readAnswer(
  session: Session,
  { body }: Response,
  take: (change: ReplayChangeLine) => void,
): Promise<ReplayTotalsLine> {
  try {
    for await (const document of jsonLines(body!)) {
      const line = replayLine.parse(document);
      if (line.type === 'failed') throw new Failure(EXIT.refused, `The replay broke off: ${line.detail}`);
      if (line.type === 'totals') return line;
      if (session.io.isTerminal) session.io.err(CLEAR_LINE);
      if (line.type === 'change') take(line);
      else showProgress(session, line);
    }
  } catch (error) {
    if (error instanceof Failure || session.io.stop.aborted) throw error;
    throw brokenOff(error);
  } finally {
    if (session.io.isTerminal) session.io.err(CLEAR_LINE);
  }
  throw brokenOff();
}

function brokenOff(cause?: unknown): Failure {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new Failure(
    EXIT.unreachable,
    `The replay ended before its totals${why}.`,
    'What was listed is right, but not all. Run it again.',
  );
}

function showProgress({ io, style }: Session, { decisions, perSecond }: ReplayProgressLine): void {
  if (!io.isTerminal) return;
  const text = `${decisions.toLocaleString('en')} decisions, ${perSecond.toLocaleString('en')} a second`;
  io.err(style.dim(text));
}

/** A day without a time is its begin, or with `dayMs` its end. */
function timeOf(text: string, dayMs = 0): Instant {
  const isDay = DATE_ONLY.test(text);
  const instant = parseInstant(isDay ? `${text}T00:00:00Z` : text);
  if (!instant) throw usage(`"${text}" is no date.`, 'Write it as 2026-11-22 or 2026-11-22T10:00:00Z.');
  return isDay && dayMs > 0 ? instantOf(epochMs(instant) + dayMs) : instant;
}
