import { DELIVERY_STATUSES_SHOWN, type DeliveryListItemView, ROUTES } from '@demarc/contracts';
import { someOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { deliveriesText } from '../print/delivery-table.js';
import type { Session } from '../session.js';
import { addNoticesAck } from './notices-ack.js';

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
      examples(['notices --failed', 'what did not arrive'], ['notices redrive --tenant contoso', 'try it again']),
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

  addNoticesAck(notices, act);

  notices
    .command('redrive')
    .description('Try deliveries again that were given up')
    .argument('[delivery...]', 'ids, from `notices --failed`')
    .option('--tenant <name>', 'all that failed of this customer')
    .option('--all', 'all that failed')
    .addHelpText(
      'after',
      examples(
        ['notices redrive 0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e', 'one'],
        ['notices redrive --tenant contoso', "when Contoso's receiver works again"],
      ),
    )
    .action(
      act(async (session: Session, ids: readonly string[], { tenant, all }: { tenant?: string; all?: boolean }) => {
        const said = [ids.length > 0, tenant !== undefined, all === true].filter(Boolean).length;
        if (said !== 1) throw usage('Say which deliveries: ids, or --tenant, or --all, and only one of these.');
        const body = all ? { all } : tenant ? { tenant } : { deliveryIds: ids };
        const answer = await session.api.call(ROUTES.redrive, { body });
        const { redriven } = answer.body;
        session.show(
          answer.body,
          () => `${redriven} ${redriven === 1 ? 'delivery is' : 'deliveries are'} on the way again.`,
        );
        // An id that names nothing to redrive is not done: a script must not take it for success.
        return ids.length > 0 && redriven < new Set(ids).size ? EXIT.refused : EXIT.ok;
      }),
    );
};
