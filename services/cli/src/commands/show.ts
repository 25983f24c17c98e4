import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { incidentDetailText } from '../print/incident-detail.js';
import { jointText } from '../print/joint-text.js';
import type { Session } from '../session.js';

export const showCommand: CommandFile = (program, act) => {
  program
    .command('show')
    .description('One incident: what, to what, who has it and why, who was told, what happened')
    .argument('<incident>', 'its id, or its reference such as INC-7K3Q9-X2M4P')
    .option('--joint', 'all that is linked to it, of both parties, with one timeline')
    .addHelpText(
      'after',
      examples(
        ['show INC-7K3Q9-X2M4P', 'everything in one look'],
        ['show INC-7K3Q9-X2M4P --joint', 'with what the other party has of it'],
        ['show INC-7K3Q9-X2M4P --json', 'with the whole receipt'],
      ),
    )
    .action(
      act(async (session: Session, id: string, { joint = false }: { readonly joint?: boolean }) => {
        const { style, width, io } = session;
        const sheet = { style, width, now: io.now() };
        if (joint) {
          const { body } = await session.api.call(ROUTES.readJoint, { params: { id } });
          session.show(body, () => jointText(body, sheet));
        } else {
          const { body } = await session.api.call(ROUTES.readIncident, { params: { id } });
          session.show(body, () => incidentDetailText(body, sheet));
        }
        return EXIT.ok;
      }),
    );
};
