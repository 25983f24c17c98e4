import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { adoptionsText, policiesText } from '../print/policy-tables.js';
import type { Session } from '../session.js';

export const addPolicyList: CommandFile = (policy, act) => {
  policy
    .command('list')
    .description('All policies; or which of them hold for a tenant, and from when')
    .option('--tenant <name>', 'what this tenant adopted')
    .addHelpText(
      'after',
      examples(
        ['policy list', 'what ships and what was published'],
        ['policy list --tenant fabrikam', 'which holds for whom'],
      ),
    )
    .action(
      act(async (session: Session, { tenant }: { tenant?: string }) => {
        if (tenant === undefined) {
          const { body } = await session.api.call(ROUTES.listPolicies);
          session.show(body, () => policiesText(body.items, session));
        } else {
          const { body } = await session.api.call(ROUTES.listAdoptions, { params: { tenant } });
          session.show(body, () => adoptionsText(body, session));
        }
        return EXIT.ok;
      }),
    );
};
