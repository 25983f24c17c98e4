import { ROUTES } from '@demarc/contracts';
import { changeIncidents } from '../change-incidents.js';
import { type CommandFile, examples } from '../command-file.js';
import type { Session } from '../session.js';

export const acknowledgeCommand: CommandFile = (program, act) => {
  program
    .command('ack')
    .description('Take incidents up: you work on them now')
    .argument('<incident...>', 'ids or references')
    .addHelpText(
      'after',
      examples(
        ['ack INC-7K3Q9-X2M4P', 'take one up'],
        ['ack INC-7K3Q9-X2M4P INC-0A1B2-C3D4E --as customer/lee', 'two, for the customer'],
      ),
    )
    .action(
      act((session: Session, ids: readonly string[]) =>
        changeIncidents(session, ROUTES.acknowledge, ids, {}, ({ queue }) => `acknowledged in ${queue}`),
      ),
    );
};
