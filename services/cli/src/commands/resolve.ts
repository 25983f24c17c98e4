import { ROUTES } from '@demarc/contracts';
import { changeIncidents } from '../change-incidents.js';
import { type CommandFile, examples } from '../command-file.js';
import type { Session } from '../session.js';

interface ResolveOptions {
  readonly classification?: string;
  readonly determination?: string;
  readonly note?: string;
}

export const resolveCommand: CommandFile = (program, act) => {
  program
    .command('resolve')
    .description('Close incidents')
    .argument('<incident...>', 'ids or references')
    .option('--classification <word>', 'truePositive, falsePositive, informationalExpectedActivity')
    .option('--determination <word>', 'malware, phishing, compromisedAccount, securityTesting and other words of Graph')
    .option('--note <text>', 'what was found and done')
    .addHelpText(
      'after',
      examples(
        ['resolve INC-7K3Q9-X2M4P --note "Driver reinstalled"', 'with what was done'],
        ['resolve INC-7K3Q9-X2M4P --classification truePositive --determination malware', 'a security alert'],
      ),
    )
    .action(
      act((session: Session, ids: readonly string[], options: ResolveOptions) => {
        const { classification = null, determination = null, note = null } = options;
        const body = { classification, determination, note };
        return changeIncidents(session, ROUTES.resolve, ids, body, ({ queue }) => `resolved in ${queue}`);
      }),
    );
};
