import { setTimeout as pause } from 'node:timers/promises';
import { incidentMessage, type IncidentMessage, ROUTES } from '@demarc/contracts';
import { PARTIES, type Party } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { readEventStream } from '../event-stream.js';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { wholeNumber } from '../page-options.js';
import { tailLine } from '../print/tail-line.js';
import type { Session } from '../session.js';

interface TailOptions {
  readonly party?: Party;
  readonly tenant?: string;
  readonly count?: number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export const tailCommand: CommandFile = (program, act) => {
  program
    .command('tail')
    .description('What happens to incidents, live; goes on by itself after a lost connection')
    .option('--party <party>', PARTIES.join(' or '), oneOf(PARTIES))
    .option('--tenant <name>', 'of this customer only')
    .option('--count <n>', 'end after so many', wholeNumber)
    .addHelpText(
      'after',
      examples(
        ['tail', 'everything, until Ctrl-C'],
        ['tail --party customer --tenant contoso', "what Contoso's queues see"],
        ['tail --json | jq .incident.title', 'a JSON document a line'],
      ),
    )
    .action(act((session: Session, options: TailOptions) => tail(session, options)));
};

async function tail(session: Session, { party, tenant, count = Infinity }: TailOptions) {
  const query = { ...(party && { party }), ...(tenant && { tenant }) };
  let lastEventId: string | null = null;
  let left = count;
  let waitMs = FIRST_WAIT_MS;
  let hasConnected = false;
  while (left > 0 && !session.io.stop.aborted) {
    const ended = new AbortController();
    try {
      const headers: Record<string, string> = lastEventId === null ? {} : { 'last-event-id': lastEventId };
      const { body } = await session.api.open(ROUTES.feed, { query, headers }, ended.signal);
      if (!body) throw new Error('an answer without a body');
      if (!hasConnected) session.remark(session.style.dim('Listening; Ctrl-C ends it.'));
      else session.remark(session.style.dim('Connected again.'));
      hasConnected = true;
      const { retryMs } = await readEventStream(body, ({ id, data }) => {
        waitMs = FIRST_WAIT_MS;
        if (id !== undefined) lastEventId = id;
        const message = messageOf(data);
        if (message) print(session, message);
        if (message) left -= 1;
        return left > 0;
      });
      waitMs = Math.max(waitMs, retryMs ?? 0);
    } catch (error) {
      // A refusal will not get better by asking again; a lost connection will.
      const isLost = hasConnected && error instanceof Failure && error.exitCode === EXIT.unreachable;
      if (!session.io.stop.aborted && !isLost) throw error;
    } finally {
      ended.abort();
    }
    if (left <= 0 || session.io.stop.aborted) break;
    session.remark(session.style.yellow(`The connection is lost; again in ${waitMs / 1_000} s.`));
    await pause(waitMs, undefined, { signal: session.io.stop }).catch(() => undefined);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
  return EXIT.ok;
}

function print({ json, io, style, width }: Session, message: IncidentMessage): void {
  io.out(json ? `${JSON.stringify(message)}\n` : `${tailLine(message, style, width)}\n`);
}

/** Null for a heartbeat and for what a newer server may say. */
function messageOf(data: string): IncidentMessage | null {
  try {
    return incidentMessage.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
