import { QUARANTINE_REASONS, type QuarantineReason, type QuarantineView, ROUTES } from '@demarc/contracts';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { quarantinedText, quarantineListText } from '../print/quarantine-text.js';
import type { Session } from '../session.js';

interface ListOptions extends PageOptions {
  readonly tenant?: string;
  readonly reason?: QuarantineReason;
}

export const quarantineCommand: CommandFile = (program, act) => {
  const quarantine = program
    .command('quarantine')
    .description('Messages that could not become events, and why')
    .addHelpText(
      'after',
      examples(['quarantine', 'the list'], ['quarantine show 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', 'one of them']),
    );

  const list = quarantine
    .command('list', { isDefault: true })
    .description('The messages, newest first')
    .option('--tenant <name>', 'whose subject names this tenant')
    .option('--reason <word>', QUARANTINE_REASONS.join(', '), oneOf(QUARANTINE_REASONS))
    .addHelpText(
      'after',
      examples(['quarantine', 'what was refused'], ['quarantine --reason wrong-tenant', 'only these']),
    );
  withPageOptions(list).action(
    act(async (session: Session, options: ListOptions) => {
      const { tenant, reason } = options;
      const page = await readPages<QuarantineView>(options, async (part) => {
        const query = { ...(tenant && { tenant }), ...(reason && { reason }), ...part };
        return (await session.api.call(ROUTES.listQuarantine, { query })).body;
      });
      session.show(page, () => quarantineListText(page.items, session));
      const more = moreText(page);
      if (more && !session.json) session.remark(session.style.dim(more));
      return EXIT.ok;
    }),
  );

  quarantine
    .command('show')
    .description('One message with its headers and content')
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
        if (raw && !session.json) session.io.out(Buffer.from(body.raw.base64, 'base64'));
        else session.show(body, () => quarantinedText(body, session));
        return EXIT.ok;
      }),
    );
};
