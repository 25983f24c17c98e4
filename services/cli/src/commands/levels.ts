import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { serviceLevelsText } from '../print/service-levels-text.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface OfTenant {
  readonly tenant: string;
}

export const levelsCommand: CommandFile = (program, act) => {
  const levels = program
    .command('levels')
    .description('Service levels of a tenant: support hours, clocks, offers, escalation')
    .addHelpText(
      'after',
      examples(
        ['levels show --tenant contoso', 'what is in force'],
        ['levels set levels.json --tenant contoso', 'what differs from the shipped ones'],
      ),
    );

  levels
    .command('show')
    .description('What is in force for a tenant')
    .requiredOption('--tenant <name>', 'whose')
    .addHelpText('after', examples(['levels show --tenant contoso --json', 'as `set` takes it: the part `own`']))
    .action(
      act(async (session: Session, { tenant }: OfTenant) => {
        const { body } = await session.api.call(ROUTES.readServiceLevels, { params: { tenant } });
        session.show(body, () => serviceLevelsText(body, session.style));
        return EXIT.ok;
      }),
    );

  levels
    .command('set')
    .description("Replace a tenant's own service levels; what is due of its open incidents is worked out again")
    .argument('<file>', 'JSON; `-` is standard input; `{}` takes all of its own away')
    .requiredOption('--tenant <name>', 'whose')
    .addHelpText('after', examples(['levels set levels.json --tenant contoso', 'in force within a second']))
    .action(
      act(async (session: Session, file: string, { tenant }: OfTenant) => {
        const body = await readInput(file, session.io);
        const answer = await session.api.call(ROUTES.putServiceLevels, { params: { tenant }, body });
        session.show(answer.body, () => serviceLevelsText(answer.body, session.style));
        return EXIT.ok;
      }),
    );
};
