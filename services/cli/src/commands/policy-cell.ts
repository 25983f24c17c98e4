import {
  type Explanation,
  FACT_NAMES,
  FACT_VALUES,
  type Facts,
  type Policy,
  UncoveredFactsError,
  compilePolicy,
  explain,
} from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { namedPolicy } from '../policy/policy-files.js';
import { explanationText } from '../print/policy-explanation.js';
import type { Session } from '../session.js';

/** What most events are like, for the facts that nobody names. */
const USUAL: Facts = {
  kind: 'security',
  device: 'none',
  area: 'endpoint',
  handledBy: 'nobody',
  serviceImpact: 'no',
  ring: 'production',
};

export const addPolicyCell: CommandFile = (policy, act) => {
  policy
    .command('cell')
    .description('Who would own an event with these facts, and which single fact would change that')
    .argument('[policy]', 'a version that ships or was published, or a file; default: the default of every tenant')
    .option('--kind <kind>', FACT_VALUES.kind.join(', '), oneOf(FACT_VALUES.kind))
    .option('--device <class>', FACT_VALUES.device.join(', '), oneOf(FACT_VALUES.device))
    .option('--area <area>', FACT_VALUES.area.join(', '), oneOf(FACT_VALUES.area))
    .option('--handled-by <whom>', FACT_VALUES.handledBy.join(', '), oneOf(FACT_VALUES.handledBy))
    .option('--service-impact <answer>', FACT_VALUES.serviceImpact.join(', '), oneOf(FACT_VALUES.serviceImpact))
    .option('--ring <ring>', FACT_VALUES.ring.join(', '), oneOf(FACT_VALUES.ring))
    .addHelpText(
      'after',
      examples(
        ['policy cell --kind security --device mmd', 'an alert on an MMD device'],
        ['policy cell 2023-07-13 --device mmd --handled-by automation', 'under a later policy'],
      ),
    )
    .action(
      act(async (session: Session, named: string | undefined, given: Partial<Facts>) => {
        const shown = await namedPolicy(named, session);
        const facts = { ...USUAL, ...onlyFacts(given) };
        const explanation = explained(shown, facts);
        session.show({ policyVersion: shown.version, facts, ...explanation }, () =>
          explanationText(shown, facts, explanation, session),
        );
        return EXIT.ok;
      }),
    );
};

/** Throws a failure that names the facts of a gap: those that were asked, or ones that differ from them in one. */
function explained(policy: Policy, facts: Facts): Explanation {
  try {
    return explain(compilePolicy(policy), facts);
  } catch (error) {
    if (!(error instanceof UncoveredFactsError)) throw error;
    const differs = FACT_NAMES.find((name) => error.facts[name] !== facts[name]);
    const which = differs ? `these facts, which are the ones you asked for but with another ${differs}` : 'these facts';
    const named = FACT_NAMES.map((name) => `${name} ${error.facts[name]}`).join(', ');
    throw new Failure(
      EXIT.refused,
      `No clause of ${policy.version} owns ${which}: ${named}.`,
      'Add a clause, or widen one; `demarc policy lint` with its file shows every gap.',
    );
  }
}

/** Commander hands over the options of the whole program. */
function onlyFacts(given: Partial<Facts>): Partial<Facts> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name in USUAL));
}
