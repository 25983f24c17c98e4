import { ROUTES } from '@demarc/contracts';
import type { Command } from 'commander';
import { type Act, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { cleanLine } from '../print/clean.js';
import type { Session } from '../session.js';

/** `demarc directory lint`: who could not be told. */
export function addDirectoryLint(directory: Command, act: Act): void {
  directory
    .command('lint')
    .description('List customers that could not be told: areas without contacts or experts, schedules that name nobody')
    .option('--tenant <name>', 'only this one; default: all, and Microsoft')
    .addHelpText(
      'after',
      examples(
        ['directory lint', 'exit code 1 when something is found'],
        ['directory lint --tenant contoso', 'of one'],
      ),
    )
    .action(
      act(async (session: Session, { tenant }: { tenant?: string }) => {
        const { body } = await session.api.call(ROUTES.lintContacts, { query: { tenant } });
        const { items, tenants } = body;
        session.show(body, () =>
          items.length === 0
            ? `${session.style.green('ok')}  everybody of ${tenant ?? `${tenants} directories`} can be told`
            : items
                .map((one) => `${session.style.yellow(one.finding)}  ${one.tenant}: ${cleanLine(one.detail)}`)
                .join('\n'),
        );
        return items.length === 0 ? EXIT.ok : EXIT.refused;
      }),
    );
}
