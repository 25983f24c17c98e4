import { type QueueView, ROUTES } from '@demarc/contracts';
import { QUEUES, type Queue } from '@demarc/domain';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { incidentListText } from '../print/incident-list.js';
import { queueOverviewText } from '../print/queue-overview.js';
import { type FilterOptions, filterOf, givenFilter, queueNamed, withFilterOptions } from '../queue-filter.js';
import type { Session } from '../session.js';

interface QueueOptions extends PageOptions, FilterOptions {
  readonly view?: string;
}

export const queueCommand: CommandFile = (program, act) => {
  const command = program
    .command('queue')
    .description('The work of a queue; without a name, all queues with their counts')
    .argument('[queue]', `${QUEUES.join(', ')}; what stands after the slash is enough; \`all\` for every queue`)
    .option('--view <name>', 'a saved list or a usual one (`demarc view list`); other options change it')
    .addHelpText(
      'after',
      examples(
        ['queue', 'how much waits where'],
        ['queue security-operations', 'the work of the SOC, worst first'],
        ['queue customer/devices --tenant contoso', 'of one customer'],
        ['queue operations --severity A,B --state new', 'what nobody has taken up'],
        ['queue all --mine --sort nextDueAt', 'your work, what is due first'],
        ['queue operations --view due-soon', 'a usual list, or one that you saved'],
        ['queue all --search "vpn utrecht" --state resolved', 'what was it last time?'],
        ['queue all --search MMD-1EHT', 'what happens on a device'],
        ['queue all --all --json', 'everything that is open, for a program'],
      ),
    );
  withPageOptions(withFilterOptions(command)).action(
    act(async (session: Session, name: string | undefined, options: QueueOptions) => {
      if (name === undefined && !isFiltered(options)) await showOverview(session, options.tenant);
      else await showList(session, name === undefined || name === 'all' ? null : queueNamed(name), options);
      return EXIT.ok;
    }),
  );
};

async function showOverview(session: Session, tenant: string | undefined): Promise<void> {
  const { body } = await session.api.call(ROUTES.listQueues, { query: { ...(tenant && { tenant }) } });
  const items: readonly QueueView[] = body.items;
  session.show(body, () => queueOverviewText(items, session.style, session.io.now()));
}

async function showList(session: Session, queue: Queue | null, options: QueueOptions): Promise<void> {
  const { view } = options;
  const query = view === undefined ? filterOf(options, queue) : { ...givenFilter(options, queue), view };
  const page = await readPages(options, async (part) => {
    const { body } = await session.api.call(ROUTES.listIncidents, { query: { ...query, ...part } });
    return body;
  });
  const part = page.next === null ? null : options.cursor === undefined ? 'first' : 'next';
  session.show(page, () =>
    incidentListText(page.items, { queue, tenant: options.tenant ?? null, view, part }, session),
  );
  const more = moreText(page);
  if (more && !session.json) session.remark(session.style.dim(more));
}

/** A filter beside the tenant without a queue means: over all queues. */
function isFiltered({ tenant: _tenant, ...options }: QueueOptions): boolean {
  return Object.values(options).some((given) => given !== undefined);
}
