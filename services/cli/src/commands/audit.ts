import { readFile, writeFile } from 'node:fs/promises';
import { ROUTES, checkpointList } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { auditTotalsText, checkpointsText, findingText } from '../print/audit-text.js';
import type { Session } from '../session.js';
import { addAuditExport, verifyRecord } from './audit-export.js';
import { verifyChains } from './audit-verify.js';

interface VerifyOptions {
  readonly tenant?: string;
  readonly anchor?: string;
  readonly key?: string;
}

const WHAT_IT_DOES = `
Every entry of every timeline and every administrative change is sealed into a chain of its tenant. This goes over all of
it and names each entry that was changed, removed, put in or moved, and an end that was cut off. Whoever could rewrite the
database whole, with the key, is found only by checkpoints that were kept elsewhere: write them to another place with
\`demarc audit checkpoints\`, and give them back with --anchor.`;

/** `demarc audit`: whether the record is as it was written. */
export const auditCommand: CommandFile = (program, act) => {
  const audit = program
    .command('audit')
    .description('Whether the record is as it was written, and what proves it')
    .addHelpText('after', examples(['audit verify', 'nobody has rewritten it']));

  audit
    .command('verify')
    .description('Check the record against its chain; exit code 1 names what is wrong')
    .argument('[file]', 'an exported record instead: that needs no running Demarc')
    .option('--tenant <name>', 'of this one only')
    .option('--anchor <file>', 'checkpoints that were kept elsewhere')
    .option('--key <file>', 'who must have signed an exported record: what `audit key` wrote')
    .addHelpText(
      'after',
      WHAT_IT_DOES +
        examples(
          ['audit verify', 'all tenants'],
          ['audit verify --tenant contoso --anchor 2026-11-26.json', 'also against yesterday'],
        ),
    )
    .action(
      act(async (session: Session, file: string | undefined, { tenant, anchor, key }: VerifyOptions) => {
        if (file !== undefined) return verifyRecord(session, file, key);
        const anchors = anchor === undefined ? [] : await anchorsIn(anchor);
        const body = { anchors, ...(tenant !== undefined && { tenant }) };
        const { findings, tenants, totals } = await verifyChains(session, body, (finding) => {
          if (!session.json) session.io.out(`${findingText(finding, session.style)}\n`);
        });
        session.show({ findings, tenants, totals }, () => auditTotalsText(tenants, totals, session));
        return totals.findings > 0 ? EXIT.refused : EXIT.ok;
      }),
    );

  audit
    .command('checkpoints')
    .description('Signed checkpoints of the chains, to be kept elsewhere')
    .option('--tenant <name>', 'of this one only')
    .option('--all', 'not only the last of each tenant')
    .option('-o, --output <file>', 'write them for `audit verify --anchor`')
    .addHelpText('after', examples(['audit checkpoints -o 2026-11-26.json', 'to be copied to another place']))
    .action(
      act(async (session: Session, { tenant, all, output }: { tenant?: string; all?: boolean; output?: string }) => {
        const query = { all: all ? 'true' : 'false', ...(tenant !== undefined && { tenant }) } as const;
        const { body } = await session.api.call(ROUTES.listCheckpoints, { query });
        if (output !== undefined) await writeFile(output, `${JSON.stringify(body, null, 2)}\n`);
        session.show(body, () => checkpointsText(body.items, session));
        return EXIT.ok;
      }),
    );

  audit
    .command('key')
    .description('With what signatures are checked: public, to be given to anybody')
    .addHelpText(
      'after',
      examples(['audit key > demarc.pem', 'for `audit verify record.ndjson --key demarc.pem` elsewhere']),
    )
    .action(
      act(async (session: Session) => {
        const { body } = await session.api.call(ROUTES.readAuditKey);
        session.show(body, () => body.items.map(({ publicKey }) => publicKey.trimEnd()).join('\n'));
        return EXIT.ok;
      }),
    );

  addAuditExport(audit, act);
};

/** Throws a Failure when it holds no checkpoints. */
async function anchorsIn(file: string) {
  try {
    return checkpointList.parse(JSON.parse(await readFile(file, 'utf8'))).items;
  } catch (error) {
    throw new Failure(
      EXIT.usage,
      `${file} holds no checkpoints: ${(error as Error).message.split('\n')[0]!}`,
      'Name a file that `demarc audit checkpoints --output` wrote.',
    );
  }
}
