import { type AnswerOf, ROUTES } from '@demarc/contracts';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { cleanLine } from '../print/clean.js';
import { exactTime } from '../print/time.js';
import type { Session } from '../session.js';

export const addNoticesAck: CommandFile = (notices, act) => {
  notices
    .command('ack')
    .description('Say that your party knows what a notice told')
    .argument('<notice>', 'its id, from `notices owed` or `notices ledger`')
    .addHelpText(
      'after',
      examples(
        ['notices ack 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', 'for Microsoft'],
        ['notices ack 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e --as customer/lee', 'for the customer'],
      ),
    )
    .action(
      act(async (session: Session, id: string) => {
        const request = { params: { id }, body: { through: 'cli' } };
        const { body } = await session.api.call(ROUTES.acknowledgeNotice, request);
        session.show(body, () => acknowledgedText(body));
        return EXIT.ok;
      }),
    );
};

function acknowledgedText({
  noticeId,
  acknowledgement: { at, by },
  repeated,
}: AnswerOf<typeof ROUTES.acknowledgeNotice>): string {
  return repeated
    ? `${noticeId} was acknowledged before, by ${cleanLine(by)} at ${exactTime(at)}; that stays.`
    : `${noticeId} is acknowledged by ${cleanLine(by)}.`;
}
