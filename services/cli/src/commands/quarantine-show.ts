import { ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import { quarantinedText } from '../print/quarantine-text.js';
import type { Session } from '../session.js';

export const addQuarantineShow: CommandFile = (quarantine, act) => {
  quarantine
    .command('show')
    .description('One message: why it is here, where its fault is, what to do, and what was done')
    .argument('<id>', 'its id, from the list')
    .option('--raw', 'only its bytes, exactly as they came')
    .addHelpText(
      'after',
      examples(
        ['quarantine show 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', 'why it is here'],
        ['quarantine show 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e --raw > message.json', 'to mend and send it again'],
      ),
    )
    .action(
      act(async (session: Session, id: string, { raw = false }: { raw?: boolean }) => {
        const { body } = await session.api.call(ROUTES.readQuarantined, { params: { id } });
        if (!raw || session.json) session.show(body, () => quarantinedText(body, session));
        else if (body.raw) session.io.out(Buffer.from(body.raw.base64, 'base64'));
        else throw new Failure(EXIT.refused, `The bytes of ${id} are not kept: it is ${body.state}.`);
        return EXIT.ok;
      }),
    );
};
