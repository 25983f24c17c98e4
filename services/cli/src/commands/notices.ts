import { DELIVERY_STATUSES_SHOWN, type DeliveryListItemView, ROUTES } from '@demarc/contracts';
import { someOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { deliveriesText } from '../print/delivery-table.js';
import type { Session } from '../session.js';
import { addNoticesAck } from './notices-ack.js';
import { addNoticesExport } from './notices-export.js';
import { addNoticesLedger } from './notices-ledger.js';
import { addNoticesOwed } from './notices-owed.js';
import { addNoticesPreview } from './notices-preview.js';
import { addNoticesRedrive } from './notices-redrive.js';

interface ListOptions extends PageOptions {
  readonly failed?: boolean;
  readonly state?: readonly (typeof DELIVERY_STATUSES_SHOWN)[number][];
  readonly incident?: string;
  readonly tenant?: string;
}

export const noticesCommand: CommandFile = (program, act) => {
  const notices = program
    .command('notices')
    .description('Who was told what, and whether it arrived')
    .addHelpText(
      'after',
      examples(
        ['notices owed', 'who should know and does not'],
        ['notices ledger INC-7K3Q9-X2M4P', 'who was told what of an incident'],
        ['notices redrive --tenant contoso', 'try again what was given up'],
      ),
    );

  const list = notices
    .command('list', { isDefault: true })
    .description('Deliveries, newest first')
    .option('--failed', 'only what somebody must look after: given up, or nobody to tell')
    .option('--state <states>', DELIVERY_STATUSES_SHOWN.join(', '), someOf(DELIVERY_STATUSES_SHOWN))
    .option('--incident <id>', 'of this incident only: id or reference')
    .option('--tenant <name>', 'of this customer only')
    .addHelpText(
      'after',
      examples(
        ['notices --incident INC-7K3Q9-X2M4P', 'who was told of it'],
        ['notices --failed', 'what did not arrive, with the ids for `notices redrive`'],
      ),
    );
  withPageOptions(list).action(
    act(async (session: Session, options: ListOptions) => {
      const { failed = false, state, incident, tenant } = options;
      const filters = {
        ...(failed && { failed: 'true' as const }),
        ...(state && { state }),
        ...(incident && { incident }),
        ...(tenant && { tenant }),
      };
      const page = await readPages<DeliveryListItemView>(options, async (part) => {
        return (await session.api.call(ROUTES.listDeliveries, { query: { ...filters, ...part } })).body;
      });
      session.show(page, () => deliveriesText(page.items, failed, session));
      const more = moreText(page);
      if (more && !session.json) session.remark(session.style.dim(more));
      return EXIT.ok;
    }),
  );

  addNoticesOwed(notices, act);
  addNoticesLedger(notices, act);
  addNoticesAck(notices, act);
  addNoticesPreview(notices, act);
  addNoticesRedrive(notices, act);
  addNoticesExport(notices, act);
};
