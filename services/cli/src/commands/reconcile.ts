import { setTimeout as pause } from 'node:timers/promises';
import { type ReconciliationBody, ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { Failure } from '../failure.js';
import { reconciliationText } from '../print/reconciliation-text.js';
import type { Session } from '../session.js';

interface ReconcileOptions {
  readonly all?: boolean;
  readonly since?: string;
  readonly wait: string;
}

const ASK_AGAIN_AFTER_MS = 250;
const MS_PER_S = 1_000;

export const reconcileCommand: CommandFile = (program, act) => {
  const reconcile = program
    .command('reconcile')
    .description('Whether everything that came in, and everything that is owed, is still there')
    .option('--all', 'look at everything that was ever settled, not only at what is new')
    .option('--since <time>', 'look at everything since then')
    .option('--wait <seconds>', 'for a router to have looked', '60')
    .addHelpText(
      'after',
      examples(
        ['reconcile', 'what is missing? Ends with 1 if anything is'],
        ['reconcile --all', 'after a restore, or when somebody was in the database'],
        ['reconcile --since 2026-11-27T08:00:00Z', 'of this morning'],
      ),
    )
    .action(act((session: Session, options: ReconcileOptions) => look(session, options)));

  reconcile
    .command('accept')
    .description('Close a gap that cannot be mended; it is not found again')
    .argument('<gap>', 'its id, from `reconcile`')
    .requiredOption('--because <text>', 'what was done about it')
    .addHelpText(
      'after',
      examples([
        'reconcile accept 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e --because "contoso sent them again"',
        'done about it what can be',
      ]),
    )
    .action(
      act(async (session: Session, id: string, { because }: { because: string }) => {
        const { body } = await session.api.call(ROUTES.acceptGap, { params: { id }, body: { because } });
        session.show(body, () => `Gap ${id} is accepted.`);
        return EXIT.ok;
      }),
    );
};

async function look(session: Session, { all, since, wait }: ReconcileOptions): Promise<ExitCode> {
  const everything = all === true || since !== undefined;
  const { body: asked } = await session.api.call(ROUTES.askReconciliation, {
    body: { everything, ...(since !== undefined && { since }) },
  });
  const body = await answerTo(session, asked.ask, Number(wait) * MS_PER_S);
  session.show(body, () => reconciliationText(body, session));
  return body.open > 0 ? EXIT.refused : EXIT.ok;
}

/** Waits until a router has looked. Throws when none does: what is known then may be old. */
async function answerTo(session: Session, ask: string, waitMs: number): Promise<ReconciliationBody> {
  for (const until = Date.now() + waitMs; ; await pause(ASK_AGAIN_AFTER_MS)) {
    const { body } = await session.api.call(ROUTES.readReconciliation, { query: { ask } });
    if (body.answered) return body;
    if (!(Date.now() < until))
      throw new Failure(
        EXIT.refused,
        `No router has looked within ${waitMs / MS_PER_S} s; the last look was ${body.lookedAt ?? 'never'}.`,
        'See that a router runs (demarc status), or wait longer: --wait 600',
      );
  }
}
