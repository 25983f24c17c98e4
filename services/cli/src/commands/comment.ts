import { ROUTES } from '@demarc/contracts';
import { changeIncidents } from '../change-incidents.js';
import { type CommandFile, examples } from '../command-file.js';
import { usage } from '../failure.js';
import { readAll } from '../read-input.js';
import type { Session } from '../session.js';

interface CommentOptions {
  readonly both?: boolean;
  readonly ownParty?: boolean;
}

export const commentCommand: CommandFile = (program, act) => {
  program
    .command('comment')
    .description('Say something about an incident')
    .argument('<incident>', 'its id or reference')
    .argument('<text>', '`-` reads it from standard input')
    .option('--both', 'both parties read it; a comment cannot be taken back')
    .option('--own-party', 'only your own party reads it (the default)')
    .addHelpText(
      'after',
      examples(
        ['comment INC-7K3Q9-X2M4P "Waiting for the vendor"', 'for your own party'],
        ['comment INC-7K3Q9-X2M4P "Device isolated" --both', 'for both'],
        ['comment INC-7K3Q9-X2M4P - --both < findings.txt', 'from a file'],
      ),
    )
    .action(
      act(async (session: Session, id: string, given: string, { both = false, ownParty = false }: CommentOptions) => {
        if (both && ownParty) throw usage('--both and --own-party exclude each other.', 'Say one of them.');
        const text = given === '-' ? new TextDecoder().decode(await readAll(session.io.stdin)).trim() : given;
        if (text.trim() === '') throw usage('The comment is empty.', 'Write some text, or `-` for standard input.');
        const visibility = both ? 'both' : 'own-party';
        const readers = both ? 'both parties' : 'the own party';
        return changeIncidents(session, ROUTES.comment, [id], { text, visibility }, () => `commented, for ${readers}`);
      }),
    );
};
