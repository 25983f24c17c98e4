import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { type WhichOptions, whichOf, withQuarantineFilter } from '../quarantine-filter.js';
import type { Session } from '../session.js';

interface DiscardOptions extends WhichOptions {
  readonly because: string;
}

export const addQuarantineDiscard: CommandFile = (quarantine, act) => {
  const discard = quarantine
    .command('discard')
    .description('Set messages aside that are not needed; who did it and why stays')
    .argument('[id...]', 'ids, from the list')
    .option('--all', 'every one that waits');
  withQuarantineFilter(discard)
    .requiredOption('--because <text>', 'why they are not needed')
    .addHelpText(
      'after',
      examples(
        ['quarantine discard 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e --because "a test of ours"', 'one'],
        ['quarantine discard --all --reason not-json --tenant contoso --because "sent again"', 'several'],
      ),
    )
    .action(
      act(async (session: Session, ids: readonly string[], options: DiscardOptions) => {
        const body = { which: whichOf(ids, options), reason: options.because };
        const answer = (await session.api.call(ROUTES.discardQuarantine, { body })).body;
        const { discarded } = answer;
        session.show(answer, () => `${discarded} ${discarded === 1 ? 'message is' : 'messages are'} set aside.`);
        // An id that names nothing that waits is not done: a script must not take it for success.
        return discarded < new Set(ids).size ? EXIT.refused : EXIT.ok;
      }),
    );
};
