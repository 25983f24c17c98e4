import { INCIDENT_SORTS, type IncidentSort, type QueueView, ROUTES } from '@demarc/contracts';
import {
  INCIDENT_STATES,
  type IncidentState,
  QUEUES,
  type Queue,
  SEVERITIES,
  type Severity,
  slotOf,
} from '@demarc/domain';
import { oneOf, someOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { incidentListText } from '../print/incident-list.js';
import { queueOverviewText } from '../print/queue-overview.js';
import type { Session } from '../session.js';

interface QueueOptions extends PageOptions {
  readonly tenant?: string;
  readonly state?: readonly IncidentState[];
  readonly severity?: readonly Severity[];
  readonly assignee?: string;
  readonly search?: string;
  readonly review?: boolean;
  readonly provisional?: boolean;
  readonly sort?: IncidentSort;
}

/** Resolved incidents have left their queue: they are listed only when asked for. */
const OPEN: readonly IncidentState[] = ['new', 'acknowledged'];

export const queueCommand: CommandFile = (program, act) => {
  const command = program
    .command('queue')
    .description('The work of a queue; without a name, all queues with their counts')
    .argument('[queue]', `${QUEUES.join(', ')}; what stands after the slash is enough; \`all\` for every queue`)
    .option('--tenant <name>', 'of this customer only')
    .option('--state <states>', `${INCIDENT_STATES.join(', ')}; default: what is open`, someOf(INCIDENT_STATES))
    .option('--severity <letters>', 'A, B, C', someOf(SEVERITIES))
    .option('--assignee <name>', 'of this person only')
    .option('--search <text>', 'part of the title, of what it is about, or the beginning of the reference')
    .option('--review', 'only those whose decision a person should look at')
    .option('--provisional', 'only those that are decided again when the directory learns more')
    .option('--sort <order>', `${INCIDENT_SORTS.join(', ')}; default: severity`, oneOf(INCIDENT_SORTS))
    .addHelpText(
      'after',
      examples(
        ['queue', 'how much waits where'],
        ['queue security-operations', 'the work of the SOC, worst first'],
        ['queue customer/devices --tenant contoso', 'of one customer'],
        ['queue operations --severity A,B --state new', 'what nobody has taken up'],
        ['queue all --search VPN --state resolved', 'what was it last time?'],
        ['queue all --all --json', 'everything that is open, for a program'],
      ),
    );
  withPageOptions(command).action(
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
  const { tenant, state = OPEN, severity, assignee, search: q, review, provisional, sort = 'severity' } = options;
  const query = {
    state,
    sort,
    ...(queue && { queue }),
    ...(tenant && { tenant }),
    ...(severity && { severity }),
    ...(assignee && { assignee }),
    ...(q && { q }),
    ...(review && { review: 'true' as const }),
    ...(provisional && { provisional: 'true' as const }),
  };
  const page = await readPages(options, async (part) => {
    const { body } = await session.api.call(ROUTES.listIncidents, { query: { ...query, ...part } });
    return body;
  });
  const part = page.next === null ? null : options.cursor === undefined ? 'first' : 'next';
  session.show(page, () => incidentListText(page.items, { queue, tenant: tenant ?? null, part }, session));
  const more = moreText(page);
  if (more && !session.json) session.remark(session.style.dim(more));
}

/** A filter beside the tenant without a queue means: over all queues. */
function isFiltered(options: QueueOptions): boolean {
  const { state, severity, assignee, search, review, provisional, sort, limit, cursor, all } = options;
  return [state, severity, assignee, search, review, provisional, sort, limit, cursor, all].some(
    (given) => given !== undefined,
  );
}

function queueNamed(text: string): Queue {
  const queue = QUEUES.find((candidate) => candidate === text || slotOf(candidate) === text);
  if (queue) return queue;
  throw usage(`There is no queue "${text}".`, `Known are ${QUEUES.join(', ')}.`);
}
