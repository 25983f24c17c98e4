import { randomUUID } from 'node:crypto';
import { type AnswerOf, IDEMPOTENCY_KEY_HEADER, ROUTES, idempotencyKey } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { Failure, usage } from '../failure.js';
import type { Session } from '../session.js';

interface RedriveOptions {
  readonly tenant?: string;
  readonly all?: boolean;
  readonly idempotencyKey?: string;
}

export const addNoticesRedrive: CommandFile = (notices, act) => {
  notices
    .command('redrive')
    .description('Try deliveries again that were given up')
    .argument('[delivery...]', 'ids, from `notices owed` or `notices --failed`')
    .option('--tenant <name>', 'all that failed of this customer')
    .option('--all', 'all that failed')
    .option('--idempotency-key <key>', 'a mark of your own: asked again with it, nothing is sent twice', keyOf)
    .addHelpText(
      'after',
      examples(
        ['notices redrive 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', 'one'],
        ['notices redrive --tenant contoso', "when Contoso's receiver works again"],
        ['notices redrive --all --idempotency-key change-4711', 'from a script that may run twice'],
      ),
    )
    .action(act((session: Session, ids: readonly string[], options: RedriveOptions) => redrive(session, ids, options)));
};

async function redrive(session: Session, ids: readonly string[], options: RedriveOptions): Promise<ExitCode> {
  const { tenant, all, idempotencyKey: key = randomUUID() } = options;
  const said = [ids.length > 0, tenant !== undefined, all === true].filter(Boolean).length;
  if (said !== 1) throw usage('Say which deliveries: ids, or --tenant, or --all, and only one of these.');
  const body = all ? { all } : tenant ? { tenant } : { deliveryIds: ids };
  const answer = await session.api
    .call(ROUTES.redrive, { headers: { [IDEMPOTENCY_KEY_HEADER]: key }, body })
    .catch((error: unknown) => {
      throw unheard(error, key);
    });
  session.show(answer.body, () => redrivenText(answer.body));
  // An id that names nothing to redrive is not done: a script must not take it for success.
  return ids.length > 0 && answer.body.redriven < new Set(ids).size ? EXIT.refused : EXIT.ok;
}

function redrivenText({ redriven, repeated }: AnswerOf<typeof ROUTES.redrive>): string {
  const text = `${redriven} ${redriven === 1 ? 'delivery is' : 'deliveries are'} on the way again.`;
  return repeated ? `${text} That was done when it was asked with this key before; nothing was done now.` : text;
}

/** Nobody knows whether a request that was not answered was worked on: with its key it can be asked again. */
function unheard(error: unknown, key: string): unknown {
  if (!(error instanceof Failure) || error.exitCode !== EXIT.unreachable) return error;
  const advice = `It may have been done all the same. Ask again with --idempotency-key ${key}: nothing is sent twice then.`;
  return new Failure(error.exitCode, error.message, advice);
}

function keyOf(text: string): string {
  const checked = idempotencyKey.safeParse(text);
  if (checked.success) return checked.data;
  throw usage(`--idempotency-key ${checked.error.issues[0]!.message}.`);
}
