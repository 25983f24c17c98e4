import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { statusText } from '../print/status-text.js';
import type { Session } from '../session.js';

export const statusCommand: CommandFile = (program, act) => {
  program
    .command('status')
    .description('The whole system in one look: backlogs, counts, storage')
    .addHelpText('after', examples(['status', 'is anything stuck?'], ['status --json | jq .outbox', 'one number']))
    .action(
      act(async (session: Session) => {
        const { body } = await session.api.call(ROUTES.status);
        session.show(body, () => statusText(body, session.api.url, session.style));
        return EXIT.ok;
      }),
    );
};
