import { type CountedView, ROUTES } from '@demarc/contracts';
import { QUEUES, type Queue } from '@demarc/domain';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { wholeNumber } from '../page-options.js';
import { tableText } from '../print/table.js';
import { type FilterOptions, filterOf, queueNamed, withFilterOptions } from '../queue-filter.js';
import type { Session } from '../session.js';

interface SaveOptions extends FilterOptions {
  readonly shared?: boolean;
  readonly position?: number;
}
interface DeleteOptions {
  readonly shared?: boolean;
}

const QUEUE_ARGUMENT = `${QUEUES.join(', ')}; what stands after the slash is enough`;

export const viewCommand: CommandFile = (program, act) => {
  const view = program
    .command('view')
    .description('Lists that you or the people of a queue want to see again, with their counts')
    .addHelpText(
      'after',
      examples(
        ['view list operations', 'what there is for a queue, and how much of it'],
        ['view save "late at contoso" --tenant contoso --breached', 'one of your own'],
        ['queue --view "late at contoso"', 'and its incidents'],
      ),
    );

  view
    .command('list')
    .description("Your views, those of your party's queues and the usual ones, each with its count")
    .argument('[queue]', `only what is for this queue: ${QUEUE_ARGUMENT}`)
    .option('--tenant <name>', 'counts of this customer only')
    .addHelpText('after', examples(['view list', 'over all your queues'], ['view list customer/devices', 'of one']))
    .action(
      act(async (session: Session, name: string | undefined, { tenant }: { tenant?: string }) => {
        const query = { ...(name && { queue: queueNamed(name) }), ...(tenant && { tenant }) };
        const { body } = await session.api.call(ROUTES.listViews, { query });
        session.show(body, () => viewsText(body.items, session));
        return EXIT.ok;
      }),
    );

  const save = view
    .command('save')
    .description('Save a list under a name; the options are those of `demarc queue`')
    .argument('<name>', 'what it is called; a view that has the name already is replaced')
    .argument('[queue]', `of this queue: ${QUEUE_ARGUMENT}`)
    .option('--shared', 'for everybody who works the queue, instead of for yourself')
    .option('--position <n>', 'lower ones stand first', wholeNumber)
    .addHelpText(
      'after',
      examples(
        ['view save "my vpn" --mine --area vpn', 'your own'],
        ['view save "late, worst first" operations --breached --shared', 'for all of operations'],
      ),
    );
  withFilterOptions(save).action(
    act(async (session: Session, name: string, queue: string | undefined, options: SaveOptions) => {
      const of = queue === undefined ? null : queueNamed(queue);
      const { position, shared } = options;
      const body = { query: filterOf(options, of), ...(position !== undefined && { position }) };
      const saved = await session.api.call(ROUTES.putView, { params: { name }, query: ownerOf(of, shared), body });
      session.show(saved.body, () => `${session.style.green('saved')}  ${name}, for ${saved.body.owner.name}`);
      return EXIT.ok;
    }),
  );

  view
    .command('delete')
    .description('Forget a saved list')
    .argument('<name>', 'what it is called')
    .argument('[queue]', `with --shared, of this queue: ${QUEUE_ARGUMENT}`)
    .option('--shared', 'the one of everybody who works the queue')
    .addHelpText('after', examples(['view delete "my vpn"', 'your own'], ['view delete late operations --shared', '']))
    .action(
      act(async (session: Session, name: string, queue: string | undefined, { shared }: DeleteOptions) => {
        const query = ownerOf(queue === undefined ? null : queueNamed(queue), shared);
        const { body } = await session.api.call(ROUTES.deleteView, { params: { name }, query });
        session.show(body, () => `${session.style.green('deleted')}  ${name}, of ${body.owner.name}`);
        return EXIT.ok;
      }),
    );
};

function ownerOf(queue: Queue | null, shared = false): { queue?: Queue } {
  if (!shared) return {};
  if (queue) return { queue };
  throw usage('Shared with whom?', 'Name the queue: `demarc view save late operations --shared`.');
}

function viewsText(views: readonly CountedView[], { style, width }: Session): string {
  return tableText(
    views,
    [
      { title: 'VIEW', value: ({ name }) => name, paint: style.bold },
      { title: 'INCIDENTS', value: countText, right: true },
      { title: 'OF', value: ({ owner }) => (owner.kind === 'demarc' ? '' : owner.name), paint: style.dim },
      { title: 'IS', value: ({ name, title }) => (title === name ? '' : title), flexible: true },
    ],
    width,
    style,
  );
}

function countText({ count }: CountedView): string {
  if (count === null) return 'save it again';
  return count.isMore ? `${count.incidents}+` : String(count.incidents);
}
