import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { listMails, readMail, type Mail } from '../mail-sink.js';
import { wholeNumber } from '../page-options.js';
import { cleanLine, cleanText } from '../print/clean.js';
import { tableText } from '../print/table.js';
import { exactTime, relativeTime } from '../print/time.js';
import type { Session } from '../session.js';

const USUAL_COUNT = 50;

export const mailCommand: CommandFile = (program, act) => {
  const mail = program
    .command('mail')
    .description('Mails of the local stack: they are kept there and sent to nobody')
    .addHelpText('after', examples(['mail', 'the list'], ['mail show mh2x9k1a-3f-1', 'one of them']));

  mail
    .command('list', { isDefault: true })
    .description('The mails, newest first')
    .option('--to <text>', 'part of an address')
    .option('--limit <n>', `how many at most; default: ${USUAL_COUNT}`, wholeNumber)
    .addHelpText('after', examples(['mail', 'what was mailed'], ['mail --to contoso', 'to one customer']))
    .action(
      act(async (session: Session, { to = '', limit = USUAL_COUNT }: { to?: string; limit?: number }) => {
        const mails = await listMails(session.receiverUrl, session.io.stop);
        const items = mails.filter((kept) => kept.to.some((address) => address.includes(to))).slice(0, limit);
        session.show({ items }, () => mailsText(items, session));
        return EXIT.ok;
      }),
    );

  mail
    .command('show')
    .description('One mail as text')
    .argument('<id>', 'its id, from the list')
    .addHelpText('after', examples(['mail show mh2x9k1a-3f-1', 'read it']))
    .action(
      act(async (session: Session, id: string) => {
        const found = await readMail(session.receiverUrl, id, session.io.stop);
        const { dim, bold } = session.style;
        session.show(found, () =>
          [
            `${dim('From'.padEnd(9))}${cleanLine(found.from)}`,
            `${dim('To'.padEnd(9))}${cleanLine(found.to.join(', '))}`,
            `${dim('Came'.padEnd(9))}${exactTime(found.receivedAt)}`,
            `${dim('Subject'.padEnd(9))}${bold(cleanLine(found.subject))}`,
            '',
            cleanText(found.text),
          ].join('\n'),
        );
        return EXIT.ok;
      }),
    );
};

function mailsText(mails: readonly Mail[], { style, width, io }: Session): string {
  if (mails.length === 0) return 'No mail.';
  return tableText(
    mails,
    [
      { title: 'MAIL', value: ({ id }) => id, paint: style.bold },
      { title: 'TO', value: ({ to }) => to.join(', '), dropFirst: 1 },
      { title: 'SUBJECT', value: ({ subject }) => subject, flexible: true },
      { title: 'CAME', value: ({ receivedAt }) => relativeTime(receivedAt, io.now()), paint: style.dim },
    ],
    width,
    style,
  );
}
