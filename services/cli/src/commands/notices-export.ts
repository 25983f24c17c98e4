import { createReadStream, createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { LedgerCheck, type LedgerVerdict, ROUTES, publicKeysOf } from '@demarc/contracts';
import type { Command } from 'commander';
import { type Act, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import type { Session } from '../session.js';

interface ExportOptions {
  readonly tenant: string;
  readonly incident?: string;
  readonly from?: string;
  readonly until?: string;
  readonly output: string;
}

/** `demarc notices export` and `verify`: the ledger as a file that shows whether it is whole. */
export function addNoticesExport(notices: Command, act: Act): void {
  notices
    .command('export')
    .description('Write what a party was owed, with every attempt and answer, to a file that shows if it is whole')
    .requiredOption('--tenant <name>', 'whose')
    .requiredOption('-o, --output <file>', 'where to')
    .option('--incident <incident>', 'of this one alone')
    .option('--from <moment>', 'owed since, such as 2026-11-01T00:00:00Z')
    .option('--until <moment>', 'owed before')
    .addHelpText('after', examples(['notices export --tenant contoso -o contoso.ndjson', 'everything']))
    .action(
      act(async (session: Session, { tenant, output, ...query }: ExportOptions) => {
        const answer = await session.api.open(ROUTES.exportLedger, { params: { tenant }, query }, session.io.stop);
        // The web's stream type and Node's are the same thing under two names.
        const body = Readable.fromWeb(answer.body as unknown as NodeReadableStream);
        await pipeline(body, createWriteStream(output));
        return told(session, output, await verdictOf(output));
      }),
    );

  notices
    .command('verify')
    .description('Whether an exported ledger is whole; needs no running Demarc')
    .argument('<file>', 'as `export` wrote it')
    .option('--key <file>', 'who must have signed it: what `demarc audit key` wrote')
    .addHelpText('after', examples(['notices verify contoso.ndjson', 'exit code 1 names the line that is wrong']))
    .action(
      act(async (session: Session, file: string, { key }: { key?: string }) =>
        told(session, file, await verdictOf(file, key)),
      ),
    );
}

async function verdictOf(file: string, keyFile?: string): Promise<LedgerVerdict> {
  try {
    const check = new LedgerCheck(keyFile === undefined ? null : publicKeysOf(await readFile(keyFile, 'utf8')));
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) check.take(line);
    return check.verdict();
  } catch (error) {
    throw new Failure(
      EXIT.usage,
      `${file} cannot be read: ${(error as Error).message}`,
      'Name a file that was exported.',
    );
  }
}

function told(session: Session, file: string, verdict: LedgerVerdict) {
  session.show(verdict, () =>
    verdict.ok
      ? `${session.style.green('whole')}  ${file}: ${verdict.notices} notices of ${verdict.tenant}, exported ${verdict.at}`
      : `${session.style.red('not whole')}  ${file}, line ${verdict.fault.line}: ${verdict.fault.detail}`,
  );
  return verdict.ok ? EXIT.ok : EXIT.refused;
}
