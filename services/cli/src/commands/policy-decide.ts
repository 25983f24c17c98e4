import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import type { Session } from '../session.js';

export const addPolicyApprove: CommandFile = (policy, act) => {
  policy
    .command('approve')
    .description('Agree to what somebody else proposed: it is published, adopted, or both')
    .argument('<id>', 'the proposal, as `policy proposals` shows it')
    .addHelpText('after', examples(['policy approve 01a2...', 'by another person than who proposed it']))
    .action(
      act(async (session: Session, id: string) => {
        const { body } = await session.api.call(ROUTES.approveProposal, { params: { id } });
        const { version, proposedBy, decidedBy } = body;
        session.show(body, () => {
          const names = `proposed by ${proposedBy}, approved by ${decidedBy}`;
          return `${session.style.green('done')}  ${version}: ${whatOf(body)}, ${names}`;
        });
        return EXIT.ok;
      }),
    );
};

/** Refusing what somebody else proposed, or withdrawing what one has proposed oneself. */
const ends = [
  ['refuse', 'refuseProposal', 'Refuse what somebody else proposed'],
  ['withdraw', 'withdrawProposal', 'Take back what you have proposed yourself'],
] as const;

export const addPolicyEnds: CommandFile = (policy, act) => {
  for (const [name, route, does] of ends) {
    policy
      .command(name)
      .description(does)
      .argument('<id>', 'the proposal, as `policy proposals` shows it')
      .requiredOption('--because <text>', 'why')
      .addHelpText(
        'after',
        examples([`policy ${name} 01a2... --because "not before the audit"`, 'on record, with why']),
      )
      .action(
        act(async (session: Session, id: string, { because: reason }: { because: string }) => {
          const { body } = await session.api.call(ROUTES[route], { params: { id }, body: { reason } });
          session.show(body, () => `${session.style.green('done')}  ${body.version}: the proposal is ${body.state}`);
          return EXIT.ok;
        }),
      );
  }
};

function whatOf({
  publishes,
  holdsFrom,
  tenant,
}: {
  publishes: boolean;
  holdsFrom: string | null;
  tenant: string | null;
}) {
  const adopted = holdsFrom === null ? null : `adopted by ${tenant} from ${holdsFrom.slice(0, 10)}`;
  return [publishes ? 'published' : null, adopted].filter((part) => part !== null).join(' and ');
}
