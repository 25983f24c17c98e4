import { type CommandFile, examples } from '../command-file.js';
import { addPolicyAdopt } from './policy-adopt.js';
import { addPolicyCell } from './policy-cell.js';
import { addPolicyLint } from './policy-lint.js';
import { addPolicyList } from './policy-list.js';
import { addPolicyApprove, addPolicyEnds } from './policy-decide.js';
import { addPolicyProposals } from './policy-proposals.js';
import { addPolicyPropose } from './policy-propose.js';
import { addPolicyPublish } from './policy-publish.js';
import { addPolicyReplay } from './policy-replay.js';
import { addPolicyShow } from './policy-show.js';
import { addPolicyTest } from './policy-test.js';

/** Its parts, a file each, in the order of `--help`. */
const PARTS: readonly CommandFile[] = [
  addPolicyShow,
  addPolicyCell,
  addPolicyLint,
  addPolicyTest,
  addPolicyReplay,
  addPolicyList,
  addPolicyPublish,
  addPolicyAdopt,
  addPolicyPropose,
  addPolicyProposals,
  addPolicyApprove,
  addPolicyEnds,
];

export const policyCommand: CommandFile = (program, act) => {
  const policy = program
    .command('policy')
    .description('Who owns what: policies as tables, and what is wrong with one')
    .addHelpText(
      'after',
      examples(
        ['policy show', 'who owns what'],
        ['policy lint contoso-2026-01.yaml', 'is it sure and plain?'],
        ['policy cell --kind security --device mmd', 'one case of it'],
        ['policy test contoso-expectations.yaml', 'does it decide as expected?'],
        ['policy list --tenant fabrikam', 'which holds for whom, and from when'],
      ),
    );
  for (const add of PARTS) add(policy, act);
};
