import { DURABLES, type NoticeBundle, noticeBundle } from '@demarc/contracts';
import { type BusMessage, Consumes, type Log, type Outcome, done, reject } from '@demarc/runtime';
import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { planEach } from './plan-each.js';
import { Planner } from './planner.js';
import { Sender } from './sender.js';
import { LOG } from './tokens.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bundles are unpacked: a batch of full ones is too much for one statement. */
const PLANNED_AT_ONCE = 500;

/**
 * Notices in, deliveries out. A message is done once its deliveries are in the database; the sends run on without
 * holding the batch, and if this process dies the due pump of another finds them.
 */
@Controller()
export class NoticeConsumer {
  constructor(
    @Inject(Planner) readonly planner: Planner,
    @Inject(Sender) readonly sender: Sender,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Consumes(DURABLES.notifierNotices)
  async onNotices(@Payload() messages: readonly BusMessage[]): Promise<readonly Outcome[]> {
    const read = messages.map(readBundle);
    const notices = await this.planner.load(
      read.flatMap((bundle) =>
        typeof bundle === 'string' ? [] : bundle.ids.map((id) => ({ tenant: bundle.tenant, id })),
      ),
    );
    const refused = new Map<string, string>();
    for (let from = 0; from < notices.length; from += PLANNED_AT_ONCE) {
      for (const [id, reason] of await planEach(this, notices.slice(from, from + PLANNED_AT_ONCE)))
        refused.set(id, reason);
    }
    const known = new Set(notices.map(({ id }) => id));
    return messages.map((message, index) => {
      const reason = reasonOf(read[index]!, known, refused);
      if (reason === undefined) return done;
      this.log.error(
        { subject: message.subject, streamSeq: message.streamSeq, reason },
        'a notice cannot be planned and is given up',
      );
      return reject(reason);
    });
  }
}

/** The notices of a message, or why there are none. */
function readBundle({ body }: BusMessage): NoticeBundle | string {
  try {
    const parsed = noticeBundle.safeParse(JSON.parse(utf8.decode(body)));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `not notices: ${issue!.path.join('.')}: ${issue!.message}`;
  } catch (error) {
    return `not JSON: ${(error as Error).message}`;
  }
}

/** Why a message is given up: unreadable, or one of its notices does not exist or is refused (the others are planned). */
function reasonOf(
  bundle: NoticeBundle | string,
  known: ReadonlySet<string>,
  refused: ReadonlyMap<string, string>,
): string | undefined {
  if (typeof bundle === 'string') return bundle;
  const unknown = bundle.ids.find((id) => !known.has(id));
  if (unknown !== undefined) return `there is no notice ${unknown} of ${bundle.tenant}`;
  return bundle.ids.map((id) => refused.get(id)).find((reason) => reason !== undefined);
}
