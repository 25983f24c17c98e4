import { matrixOf } from '@demarc/contracts';
import { lintPolicy } from '@demarc/domain';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { namedPolicy } from '../policy/policy-files.js';
import { clausesText } from '../print/policy-clauses.js';
import { matrixText } from '../print/policy-matrix.js';
import type { Session } from '../session.js';

/** Needs no running Demarc for a policy that ships, nor for a file that extends one. */
export const addPolicyShow: CommandFile = (policy, act) => {
  policy
    .command('show')
    .description('Who owns what, as a person reads it')
    .argument('[policy]', 'a version that ships or was published, or a file; default: the default of every tenant')
    .option('--clauses', 'the clauses instead, with the words of the page that they restate')
    .addHelpText(
      'after',
      examples(
        ['policy show', 'what holds for every tenant that adopted nothing else'],
        ['policy show 2023-07-13 --clauses', 'each clause with its source'],
        ['policy show contoso-2026-01', 'one that was published'],
        ['policy show contoso-2026-01.yaml', 'a file'],
      ),
    )
    .action(
      act(async (session: Session, named: string | undefined, { clauses = false }: { clauses?: boolean }) => {
        const shown = await namedPolicy(named, session);
        if (clauses) session.show(shown, () => clausesText(shown, session));
        else {
          const matrix = matrixOf(shown);
          session.show(matrix, () => matrixText(matrix, session));
        }
        // What was published had no findings, so that only a file can have any.
        const { length } = lintPolicy(shown);
        if (length > 0) session.remark(findingsText(length, named!, session));
        return EXIT.ok;
      }),
    );
};

function findingsText(count: number, file: string, { style }: Session): string {
  const found = `${count} ${count === 1 ? 'finding' : 'findings'}`;
  return style.yellow(
    `Its lint has ${found}, so it could not be published: \`demarc policy lint ${file}\` shows what.`,
  );
}
