import { ROUTES } from '@demarc/contracts';
import { changeIncidents } from '../change-incidents.js';
import { type CommandFile, examples } from '../command-file.js';
import type { Session } from '../session.js';

export const assignCommand: CommandFile = (program, act) => {
  program
    .command('assign')
    .description('Give incidents to a person of your party; a new one is acknowledged by it')
    .argument('<incident...>', 'ids or references')
    .requiredOption('--to <name>', 'who works on it')
    .addHelpText('after', examples(['assign INC-7K3Q9-X2M4P --to ana.ribeiro', 'give it to Ana']))
    .action(
      act((session: Session, ids: readonly string[], { to }: { to: string }) =>
        changeIncidents(session, ROUTES.assign, ids, { to }, ({ assignee }) => `assigned to ${assignee}`),
      ),
    );
};
