import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { proposalText, proposalsText } from '../print/proposal-text.js';
import type { Session } from '../session.js';

export const addPolicyProposals: CommandFile = (policy, act) => {
  policy
    .command('proposals')
    .description('What was proposed of policies; or one of it, with what would be otherwise')
    .argument('[id]', 'one of them')
    .addHelpText('after', examples(['policy proposals', 'the newest first']))
    .action(
      act(async (session: Session, id: string | undefined) => {
        if (id === undefined) {
          const { body } = await session.api.call(ROUTES.listProposals);
          session.show(body, () => proposalsText(body, session));
        } else {
          const { body } = await session.api.call(ROUTES.readProposal, { params: { id } });
          session.show(body, () => proposalText(body, session));
        }
        return EXIT.ok;
      }),
    );
};
