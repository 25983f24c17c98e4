import { PolicyFileError, type PolicyTestCase, parseTestFile } from '@demarc/contracts';
import { type Decision, type Facts, type Instant, type Policy, compilePolicy } from '@demarc/domain';
import { type Difference, compareDecisions, outcomeOf } from './compare-decisions.js';
import { type TestStage, decideCase } from './decide-case.js';
import { testDirectory } from './test-directory.js';

/** How a case came out. */
export interface CaseReport {
  readonly name: string;
  readonly ok: boolean;
  /** Why the event could not be decided; null: it was. */
  readonly problem: string | null;
  readonly differences: readonly Difference[];
  readonly decisions: readonly DecidedHalf[];
}

/** A decision with the receipt's reason. */
export interface DecidedHalf extends ReturnType<typeof outcomeOf> {
  readonly title: string;
  readonly facts: Facts;
  /** Where each fact came from. */
  readonly from: Readonly<Record<keyof Facts, string>>;
}

/** What a file of expectations gave: its cases, or every mistake that keeps it from being read. */
export type TestReport =
  | {
      readonly file: string;
      readonly ok: boolean;
      readonly policyVersion: string;
      readonly policyDigest: string;
      readonly cases: readonly CaseReport[];
    }
  | { readonly file: string; readonly ok: false; readonly mistakes: readonly string[] };

/** Finds the policy that a file names. Throws a PolicyFileError when it is not there or cannot be read. */
export type PolicyOfTests = (named: string) => Promise<Policy>;

/** Runs every case of a file. `now` counts for a file that does not say what is now. */
export async function runTestFile(
  file: string,
  yaml: string,
  policyNamed: PolicyOfTests,
  now: Instant,
): Promise<TestReport> {
  try {
    const tests = parseTestFile(yaml);
    const policy = await policyNamed(tests.policy);
    const at = tests.now ?? now;
    const stage = { file: tests, policy: compilePolicy(policy), directory: testDirectory(tests, at), now: at };
    const cases = tests.cases.map((one) => runCase(one, stage));
    const { version, digest } = policy;
    return { file, ok: cases.every(({ ok }) => ok), policyVersion: version, policyDigest: digest, cases };
  } catch (error) {
    if (!(error instanceof PolicyFileError)) throw error;
    return { file, ok: false, mistakes: error.mistakes };
  }
}

function runCase(one: PolicyTestCase, stage: TestStage): CaseReport {
  const decided = decideCase(one, stage);
  const { name } = one;
  if (decided.decisions === null) return { name, ok: false, problem: decided.problem, differences: [], decisions: [] };
  const differences = compareDecisions(one.expect, decided.decisions);
  return { name, ok: differences.length === 0, problem: null, differences, decisions: decided.decisions.map(halfOf) };
}

function halfOf(decision: Decision): DecidedHalf {
  const { clause, facts, from } = decision.receipt;
  return { ...outcomeOf(decision), title: clause.title, facts, from };
}
