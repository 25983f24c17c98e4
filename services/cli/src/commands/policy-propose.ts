import { type ProposalView, ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { lintText } from '../print/policy-findings.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface ProposeOptions {
  readonly version?: string;
  readonly tenant?: string;
  readonly from?: string;
  readonly because: string;
}

export const addPolicyPropose: CommandFile = (policy, act) => {
  policy
    .command('propose')
    .description('Propose to publish a policy, or to let one hold for a tenant. Somebody else decides on it')
    .argument('[file]', 'a policy as YAML, to be published; `-` is standard input')
    .option('--version <version>', 'instead of a file: a policy that is there, to be adopted')
    .option('--tenant <name>', 'for this tenant only; needed with --from')
    .option('--from <date>', 'the tenant adopts it from then on; a day begins in UTC')
    .requiredOption('--because <text>', 'what it is for, to whoever decides')
    .addHelpText(
      'after',
      examples(
        ['policy propose next.yaml --because "printers go to the help desk"', 'to be published for everybody'],
        [
          'policy propose --version 2023-07-13 --tenant fabrikam --from 2023-07-13 --because "as agreed"',
          'to be adopted',
        ],
      ),
    )
    .action(
      act(async (session: Session, file: string | undefined, options: ProposeOptions) => {
        const { version, tenant = null, from, because } = options;
        const document = file === undefined ? undefined : new TextDecoder().decode(await readInput(file, session.io));
        if (document !== undefined) {
          const { body: lint } = await session.api.call(ROUTES.lintPolicy, { body: { document, tenant } });
          if (lint.findings.length > 0) {
            session.show(
              lint,
              () => `${lintText({ file: file!, ok: false, ...lint }, session)}\nNothing was proposed.`,
            );
            return EXIT.refused;
          }
        }
        const body = {
          tenant,
          because,
          ...(document !== undefined && { document }),
          ...(version !== undefined && { version }),
          ...(from !== undefined && { holdsFrom: from }),
        };
        const { body: proposal } = await session.api.call(ROUTES.proposePolicy, { body });
        session.show(proposal, () => proposedText(proposal, session));
        return EXIT.ok;
      }),
    );
};

function proposedText({ id, version, title, expiresAt }: ProposalView, { style }: Session): string {
  return [
    `${style.green('done')}  ${version}, ${title}: proposed, until ${expiresAt.slice(0, 10)}`,
    style.dim(
      `Somebody else decides: \`demarc policy approve ${id}\`, or \`demarc policy refuse ${id} --because <text>\`.`,
    ),
  ].join('\n');
}
