import { type PolicySummary, ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { lintText } from '../print/policy-findings.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

export const addPolicyPublish: CommandFile = (policy, act) => {
  policy
    .command('publish')
    .description('Publish a policy, for ever. It decides nothing until a tenant adopts it')
    .argument('<file>', 'a policy as YAML; `-` is standard input')
    .option('--tenant <name>', 'for this tenant only; default: every tenant may adopt it')
    .addHelpText(
      'after',
      examples(
        ['policy publish contoso-2026-01.yaml --tenant contoso', 'refused when its lint finds anything'],
        ['policy publish - < next.yaml', 'from standard input'],
      ),
    )
    .action(
      act(async (session: Session, file: string, { tenant = null }: { tenant?: string | null }) => {
        const body = { document: new TextDecoder().decode(await readInput(file, session.io)), tenant };
        // Asked first, because only a lint answers with findings that can be shown as `policy lint` shows them.
        const { body: lint } = await session.api.call(ROUTES.lintPolicy, { body });
        if (lint.findings.length > 0) {
          session.show(lint, () => `${lintText({ file, ok: false, ...lint }, session)}\nNothing was published.`);
          return EXIT.refused;
        }
        const { body: published } = await session.api.call(ROUTES.publishPolicy, { body });
        session.show(published, () => publishedText(published, session));
        return EXIT.ok;
      }),
    );
};

function publishedText({ version, title, tenant, digest }: PolicySummary, { style }: Session): string {
  const adopt = `demarc policy adopt ${version} --tenant ${tenant ?? '<name>'} --from <date>`;
  return [
    `${style.green('done')}  ${version}, ${title}: published for ${tenant ?? 'every tenant'}, digest ${digest}`,
    style.dim(`It decides nothing until a tenant adopts it: \`${adopt}\`.`),
  ].join('\n');
}
