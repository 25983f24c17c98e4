import { ROUTES } from '@demarc/contracts';
import { CHANNEL_TYPES, type ChannelType, NOTICE_KINDS, type NoticeKind } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { wordedText } from '../print/worded-text.js';
import type { Session } from '../session.js';

interface PreviewOptions {
  readonly kind: NoticeKind;
  readonly channel: ChannelType;
  readonly language: string;
}

export const addNoticesPreview: CommandFile = (notices, act) => {
  notices
    .command('preview')
    .description('What a notice of an incident would say; nothing is sent')
    .argument('<incident>', 'its id or reference')
    .requiredOption('--kind <kind>', NOTICE_KINDS.join(', '), oneOf(NOTICE_KINDS))
    .option('--channel <channel>', CHANNEL_TYPES.join(', '), oneOf(CHANNEL_TYPES), 'email')
    .option('--language <language>', "the contact's, such as fr or fr-CA", 'en')
    .addHelpText(
      'after',
      examples(
        ['notices preview INC-7K3Q9-X2M4P --kind offer --language fr', 'in French'],
        ['notices preview INC-7K3Q9-X2M4P --kind offer --channel teams --json', 'the card as it would be posted'],
      ),
    )
    .action(
      act(async (session: Session, id: string, { kind, channel, language }: PreviewOptions) => {
        const query = { kind, channel, language };
        const { body } = await session.api.call(ROUTES.previewNotice, { params: { id }, query });
        session.show(body, () =>
          [
            wordedText(body.worded, session.style),
            ...(body.details === 'of-a-sample' ? ['', NO_SUCH_NOTICE] : []),
            ...body.mistakes.map((mistake) => `\nYour own template cannot be used, the shipped one was: ${mistake}`),
          ].join('\n'),
        );
        return EXIT.ok;
      }),
    );
};

const NO_SUCH_NOTICE = 'None of this kind was owed yet: what it tells beside the incident is a sample.';
