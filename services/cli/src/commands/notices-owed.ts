import { ROUTES, type UntoldNoticeView } from '@demarc/contracts';
import { PARTIES, type Party, UNTOLD_REASONS, type UntoldReason, isOverdue } from '@demarc/domain';
import { oneOf, someOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { minutesOf } from '../duration.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { moreText, type Page, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { untoldText } from '../print/untold-text.js';
import type { Session } from '../session.js';

interface OwedOptions extends PageOptions {
  readonly tenant?: string;
  readonly party?: Party;
  readonly reason?: readonly UntoldReason[];
  readonly olderThan?: number;
}

type Filters = ReturnType<typeof filtersOf>;

const OVERDUE = UNTOLD_REASONS.filter(isOverdue);
const REASONS_HELP = `
Reasons:
  late         it is being tried, and was owed longer ago than its severity allows: A 15 minutes, B 1 hour, C 4 hours
  failed       every way to tell it was given up
  unreachable  the party has no contact that can be told
  muted        a silence, a window of maintenance or another incident mutes it
  held         it is kept back until a chosen time, such as the end of quiet hours
  on-the-way   it is being tried within its time; listed only with --older-than or when asked for

Exit code 1 when any is overdue: late, failed or unreachable. What is muted or held was meant so.`;

export const addNoticesOwed: CommandFile = (notices, act) => {
  const owed = notices
    .command('owed')
    .description('Who should know and does not, with why and what to do, the longest owed first')
    .option('--tenant <name>', 'of this customer only')
    .option('--party <party>', PARTIES.join(' or '), oneOf(PARTIES))
    .option('--reason <reasons>', UNTOLD_REASONS.join(', '), someOf(UNTOLD_REASONS))
    .option('--older-than <time>', 'owed at least so long ago: 15m, 2h, 3d', minutesOf)
    .addHelpText(
      'after',
      REASONS_HELP +
        examples(
          ['notices owed', 'what somebody has to look after'],
          ['notices owed --party customer --older-than 15m', 'customers who were not told within a quarter of an hour'],
          ['notices owed --reason failed,unreachable || page-somebody', 'in a monitoring job'],
        ),
    );
  withPageOptions(owed).action(act(listOwed));
};

async function listOwed(session: Session, options: OwedOptions): Promise<ExitCode> {
  const filters = filtersOf(options);
  const page = await readPages<UntoldNoticeView>(options, (part) => ask(session, { ...filters, ...part }));
  session.show(page, () => untoldText(page.items, session));
  const more = moreText(page);
  if (more && !session.json) session.remark(session.style.dim(more));
  const isAny = page.items.some(({ overdue }) => overdue) || (await isOverdueAfter(session, filters, page.next));
  return isAny ? EXIT.refused : EXIT.ok;
}

function filtersOf({ tenant, party, reason, olderThan }: OwedOptions) {
  return {
    ...(tenant && { tenant }),
    ...(party && { party }),
    ...(reason && { reason: [...reason] }),
    ...(olderThan !== undefined && { olderThanMinutes: olderThan }),
  };
}

/** The exit code is about all of them, and not only about the page that is shown. */
async function isOverdueAfter(session: Session, filters: Filters, next: string | null): Promise<boolean> {
  const reason = OVERDUE.filter((one) => filters.reason?.includes(one) ?? true);
  if (reason.length === 0) return false;
  for (let cursor = next; cursor !== null;) {
    const page = await ask(session, { ...filters, reason, limit: 1, cursor });
    if (page.items.length > 0) return true;
    cursor = page.next;
  }
  return false;
}

async function ask(
  session: Session,
  query: Filters & { limit?: number; cursor?: string },
): Promise<Page<UntoldNoticeView>> {
  return (await session.api.call(ROUTES.listUntold, { query })).body;
}
