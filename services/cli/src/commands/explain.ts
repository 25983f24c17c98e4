import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { type Explained, explainText } from '../print/explain-text.js';
import type { Session } from '../session.js';

interface ExplainOptions {
  readonly verify?: boolean;
  readonly now?: boolean;
  readonly decision?: string;
}

export const explainCommand: CommandFile = (program, act) => {
  program
    .command('explain')
    .description('Why an incident is whose it is: the clause, every fact, the devices, and what would change it')
    .argument('<incident>', 'its id or reference')
    .option('--verify', 'work it out again from what is stored; exit code 1 unless it agrees byte for byte')
    .option('--now', "also what today's directory would make of it")
    .option('--decision <id>', 'an earlier decision, of those under "Decisions"')
    .addHelpText(
      'after',
      examples(
        ['explain INC-7K3Q9-X2M4P', 'why is this mine?'],
        ['explain INC-7K3Q9-X2M4P --verify', 'and can I rely on it?'],
        ['explain INC-7K3Q9-X2M4P --now', 'and would it be today?'],
      ),
    )
    .action(
      act(async (session: Session, id: string, { verify = false, now = false, decision }: ExplainOptions) => {
        const explained = await explanationOf(session, id, { verify, now, ...(decision && { decision }) });
        const { style, width, io } = session;
        session.show(explained, () => explainText(explained, { style, width, now: io.now() }));
        return explained.verification && explained.verification.agrees !== true ? EXIT.refused : EXIT.ok;
      }),
    );
};

async function explanationOf({ api }: Session, id: string, options: ExplainOptions): Promise<Explained> {
  const { verify, now, decision } = options;
  const params = { id };
  const which = decision ? { decision } : {};
  const { body: detail } = await api.call(ROUTES.readIncident, { params });
  const { body: receipt } = await api.call(ROUTES.readReceipt, {
    params,
    query: { ...which, ...(now && { as: 'now' }) },
  });
  const found = verify ? await api.call(ROUTES.verifyReceipt, { params, query: which }) : null;
  return { incident: detail.incident, receipt, notices: detail.notices, verification: found?.body ?? null };
}
