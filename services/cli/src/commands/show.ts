import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { incidentDetailText } from '../print/incident-detail.js';
import type { Session } from '../session.js';

export const showCommand: CommandFile = (program, act) => {
  program
    .command('show')
    .description('One incident: what, to what, who has it and why, who was told, what happened')
    .argument('<incident>', 'its id, or its reference such as INC-7K3Q9-X2M4P')
    .addHelpText(
      'after',
      examples(
        ['show INC-7K3Q9-X2M4P', 'everything in one look'],
        ['show INC-7K3Q9-X2M4P --json', 'with the whole receipt'],
      ),
    )
    .action(
      act(async (session: Session, id: string) => {
        const { body } = await session.api.call(ROUTES.readIncident, { params: { id } });
        const { style, width, io } = session;
        session.show(body, () => incidentDetailText(body, { style, width, now: io.now() }));
        return EXIT.ok;
      }),
    );
};
