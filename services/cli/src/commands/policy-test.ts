import path from 'node:path';
import { PolicyFileError, SHIPPED_POLICY_VERSIONS, shippedPolicy } from '@demarc/contracts';
import { type Policy, instantOf } from '@demarc/domain';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { type PolicyReader, readPolicyFiles } from '../policy/policy-files.js';
import type { TestReport } from '../policy-test/run-test-file.js';
import { testReportText, testTotalText } from '../print/policy-test-report.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

/** Needs no running Demarc, unless a policy's file extends what was published there. */
export const addPolicyTest: CommandFile = (policy, act) => {
  policy
    .command('test')
    .description('Run expectations on a policy: events with who must own them, in which queue, and who is told')
    .argument('<file...>', 'expectations as YAML; `-` is standard input')
    .addHelpText(
      'after',
      examples(
        ['policy test contoso-expectations.yaml', 'exit code 1 when one fails, 2 when a file cannot be read'],
        ['policy test expectations/*.yaml --json', 'several, for a program'],
      ),
    )
    .action(
      act(async (session: Session, files: readonly string[]) => {
        // Loaded only here: it reads devices as the store's import does, and the store takes long to load.
        const { runTestFile } = await import('../policy-test/run-test-file.js');
        const now = instantOf(session.io.now());
        const reports: TestReport[] = [];
        for (const file of files) {
          const yaml = new TextDecoder().decode(await readInput(file, session.io));
          reports.push(await runTestFile(file, yaml, (named) => policyOf(named, file, session), now));
        }
        const ok = reports.every((report) => report.ok);
        session.show({ ok, files: reports }, () =>
          [...reports.map((report) => testReportText(report, session)), testTotalText(reports, session)].join('\n'),
        );
        if (reports.some((report) => 'mistakes' in report)) return EXIT.usage;
        return ok ? EXIT.ok : EXIT.refused;
      }),
    );
};

/** A version that ships, or a policy's file beside the expectations. */
async function policyOf(named: string, file: string, reader: PolicyReader): Promise<Policy> {
  const version = SHIPPED_POLICY_VERSIONS.find((shipped) => shipped === named);
  if (version) return shippedPolicy(version);
  const known = `Versions that ship are ${SHIPPED_POLICY_VERSIONS.join(', ')}.`;
  try {
    const folder = file === '-' ? '.' : path.dirname(file);
    const [read] = await readPolicyFiles([path.resolve(folder, named)], reader);
    if (read && 'policy' in read) return read.policy;
    const mistakes = read!.error.mistakes.map((mistake) => `policy ${named}: ${mistake}`);
    throw new PolicyFileError(read!.error.summary, mistakes);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new PolicyFileError('The policy is not there', [`policy: ${error.message} ${known}`], { cause: error });
  }
}
