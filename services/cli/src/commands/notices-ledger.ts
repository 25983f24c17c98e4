import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { ledgerText } from '../print/ledger-text.js';
import type { Session } from '../session.js';

export const addNoticesLedger: CommandFile = (notices, act) => {
  notices
    .command('ledger')
    .description('What each party was owed of an incident, under which clause, and whether it knows')
    .argument('<incident>', 'its id or reference')
    .addHelpText('after', examples(['notices ledger INC-7K3Q9-X2M4P', 'who was told what, and by which right']))
    .action(
      act(async (session: Session, id: string) => {
        const { style, width, io } = session;
        const { body } = await session.api.call(ROUTES.readLedger, { params: { id } });
        session.show(body, () => ledgerText(body, { style, width, now: io.now() }));
        return EXIT.ok;
      }),
    );
};
