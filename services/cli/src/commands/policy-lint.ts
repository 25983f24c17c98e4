import { lintPolicy } from '@demarc/domain';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { readPolicyFiles } from '../policy/policy-files.js';
import { type LintedPolicy, lintText } from '../print/policy-findings.js';
import type { Session } from '../session.js';

/** Needs no running Demarc, unless a file extends what was published there. */
export const addPolicyLint: CommandFile = (policy, act) => {
  policy
    .command('lint')
    .description('Walk every combination of facts and report gaps, clauses without effect and overlaps')
    .argument('<file...>', 'policies as YAML; `-` is standard input')
    .addHelpText(
      'after',
      examples(
        ['policy lint contoso-2026-01.yaml', 'exit code 1 when anything is wrong'],
        ['policy lint policies/*.yaml --json', 'several that may extend each other, for a program'],
      ),
    )
    .action(
      act(async (session: Session, files: readonly string[]) => {
        const linted = (await readPolicyFiles(files, session)).map((read): LintedPolicy => {
          if ('error' in read) return { file: read.file, ok: false, mistakes: read.error.mistakes };
          const findings = lintPolicy(read.policy);
          const { version, clauses } = read.policy;
          return { file: read.file, ok: findings.length === 0, version, clauses: clauses.length, findings };
        });
        session.show({ items: linted }, () => linted.map((one) => lintText(one, session)).join('\n'));
        return linted.every(({ ok }) => ok) ? EXIT.ok : EXIT.refused;
      }),
    );
};
