import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { adoptionsText } from '../print/policy-tables.js';
import type { Session } from '../session.js';

interface AdoptOptions {
  readonly tenant: string;
  readonly from: string;
}

export const addPolicyAdopt: CommandFile = (policy, act) => {
  policy
    .command('adopt')
    .description('Let a policy hold for a tenant from a day on. What was decided before stays as it is')
    .argument('<version>', 'a policy that ships or was published')
    .requiredOption('--tenant <name>', 'for whom')
    .requiredOption('--from <date>', 'events whose activity began then or later are decided by it; a day begins in UTC')
    .addHelpText(
      'after',
      examples(
        ['policy adopt 2023-07-13 --tenant fabrikam --from 2023-07-13', 'from the day it was published'],
        ['policy adopt contoso-2026-01 --tenant contoso --from 2026-01-01T08:00:00Z', 'from a moment on'],
      ),
    )
    .action(
      act(async (session: Session, version: string, { tenant, from: holdsFrom }: AdoptOptions) => {
        const answer = await session.api.call(ROUTES.adoptPolicy, { params: { tenant }, body: { version, holdsFrom } });
        session.show(answer.body, () => {
          const done = `${session.style.green('done')}  ${tenant} has adopted ${version}, in force from ${holdsFrom}`;
          return `${done}\n\n${adoptionsText(answer.body, session)}`;
        });
        return EXIT.ok;
      }),
    );
};
