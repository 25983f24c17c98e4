import { ROUTES } from '@demarc/contracts';
import { changeIncidents } from '../change-incidents.js';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { usage } from '../failure.js';
import type { Session } from '../session.js';

const IMPACTS = ['yes', 'no'] as const;

interface FlagOptions {
  readonly impact?: (typeof IMPACTS)[number];
  readonly note?: string;
}

export const flagCommand: CommandFile = (program, act) => {
  program
    .command('flag')
    .description('Say whether an incident may impact the service; it is then decided again. Both parties may')
    .argument('<incident>', 'its id or reference')
    .option('--impact <answer>', 'yes or no; goes before what the source and the policy say', oneOf(IMPACTS))
    .option('--note <text>', 'why, for both parties')
    .addHelpText(
      'after',
      examples(
        ['flag INC-7K3Q9-X2M4P --impact yes --note "The whole site is down"', 'the operations team gets to know'],
        ['flag INC-7K3Q9-X2M4P --impact no', 'a rule was too careful'],
      ),
    )
    .action(
      act(async (session: Session, id: string, { impact, note }: FlagOptions) => {
        if (!impact) throw usage('What is its impact?', 'Say --impact yes or --impact no.');
        const said = impact === 'yes' ? 'may impact the service' : 'does not impact the service';
        const body = { impact, ...(note && { note }) };
        return changeIncidents(session, ROUTES['service-impact'], [id], body, () => `${said}; it is decided again`);
      }),
    );
};
