import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { ROUTES, RecordCheck, type RecordVerdict, publicKeysOf } from '@demarc/contracts';
import { PARTIES, type Party } from '@demarc/domain';
import { type Command, Option } from 'commander';
import { type Act, examples } from '../command-file.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { Failure } from '../failure.js';
import type { Session } from '../session.js';

/** `demarc audit export`: all that is on record of an incident, as a file that is checked without Demarc. */
export function addAuditExport(audit: Command, act: Act): void {
  audit
    .command('export')
    .description("Write an incident's complete record, as one party may see it, as a signed file")
    .argument('<incident>', 'id or reference')
    .addOption(new Option('--party <party>', 'as this party may see it').choices(PARTIES).makeOptionMandatory())
    .option('-o, --output <file>', 'where to; else standard output')
    .addHelpText(
      'after',
      examples(
        ['audit export INC-7K3Q9-X2M4P --party customer > record.ndjson', 'to be given to the customer'],
        ['audit verify record.ndjson --key demarc.pem', 'which the customer does without Demarc'],
      ),
    )
    .action(
      act(async (session: Session, incident: string, { party, output }: { party: Party; output?: string }) => {
        const request = { params: { id: incident }, query: { party } };
        const answer = await session.api.open(ROUTES.exportRecord, request, session.io.stop);
        // The web's stream type and Node's are the same thing under two names.
        const body = Readable.fromWeb(answer.body as unknown as NodeReadableStream);
        if (output === undefined) for await (const chunk of body) session.io.out(chunk as Uint8Array);
        else await pipeline(body, createWriteStream(output));
        return EXIT.ok;
      }),
    );
}

/** Whether an exported record is whole and signed by a key; needs no running Demarc. */
export async function verifyRecord(session: Session, file: string, keyFile: string | undefined): Promise<ExitCode> {
  const keys =
    keyFile === undefined ? null : publicKeysOf(await textOf(keyFile, 'Name what `demarc audit key` wrote.'));
  const check = new RecordCheck(keys);
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) check.take(line);
  } catch (error) {
    throw unreadable(file, error, 'Name a file that `demarc audit export` wrote.');
  }
  const verdict = check.verdict();
  session.show(verdict, () => verdictText(verdict, file, session, keys !== null));
  return verdict.ok ? EXIT.ok : EXIT.refused;
}

function verdictText(verdict: RecordVerdict, file: string, { style }: Session, keyed: boolean): string {
  if (!verdict.ok) return `${style.red('not whole')}  ${file}, line ${verdict.fault.line}: ${verdict.fault.detail}`;
  const { incident, tenant, party, at, entries, withheld, signedBy } = verdict;
  const who = keyed ? `signed by key ${signedBy}` : 'who made it was not checked: give --key';
  const what = `${incident} of ${tenant}, as ${party} may see it, of ${at}`;
  return `${style.green('whole')}  ${file}: ${what}; ${entries} entries, ${withheld} of them withheld; ${who}`;
}

async function textOf(file: string, advice: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error, advice);
  }
}

function unreadable(file: string, error: unknown, advice: string): Failure {
  return new Failure(EXIT.usage, `${file} cannot be read: ${(error as Error).message}`, advice);
}
