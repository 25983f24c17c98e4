import { type AnswerOf, ROUTES, type acknowledgeNoticeBody } from '@demarc/contracts';
import { type Actor, partyOf } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { DataSource, acknowledgeNotice, findNotice, inTransaction } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../door/actor.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { CLOCK, LOG } from '../tokens.js';

/** Where a party says that it knows. */
@Controller()
export class AcknowledgeController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.acknowledgeNotice)
  async acknowledge(
    @FromPath(ROUTES.acknowledgeNotice) { id }: { id: string },
    @Acting() { party, name }: Actor,
    @FromBody(ROUTES.acknowledgeNotice) { through }: z.output<typeof acknowledgeNoticeBody>,
  ): Promise<AnswerOf<typeof ROUTES.acknowledgeNotice>> {
    const by = `${party}/${name}`;
    const notice = await findNotice(this.store, id);
    if (!notice) throw notThere(id);
    const { tenant, queue } = notice;
    if (partyOf(queue) !== party) {
      const detail = `Notice ${id} was owed to ${queue}, so ${by} cannot acknowledge it. Only who was told can say so.`;
      throw new ProblemError('not-allowed', detail, { errors: [{ field: 'Demarc-Actor', detail }] });
    }
    const request = { tenant, noticeId: id, by, through, now: this.clock.now() };
    const acknowledged = await inTransaction(this.store, (client) => acknowledgeNotice(client, request));
    if (!acknowledged) throw notThere(id);
    this.log.info({ tenant, noticeId: id, by, through, repeated: acknowledged.repeated }, 'notice acknowledged');
    return { noticeId: id, tenant, ...acknowledged };
  }
}

function notThere(id: string): ProblemError {
  const detail = `There is no notice ${id}. The ledger of an incident lists its notices with their ids.`;
  return new ProblemError('not-found', detail, { errors: [{ field: 'id', detail }] });
}
