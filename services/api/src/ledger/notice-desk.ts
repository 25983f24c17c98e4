import type { AnswerOf, ROUTES } from '@demarc/contracts';
import { type AcknowledgedThrough, type Actor, partyOf } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { DataSource, acknowledgeNotice, findNotice, inTransaction } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '../door/problem-error.js';
import { CLOCK, LOG } from '../tokens.js';

export interface AskedOfNotice {
  readonly id: string;
  /** Null: of whichever tenant. Otherwise there are no other tenants' notices. */
  readonly tenant: string | null;
  readonly actor: Actor;
  readonly through: AcknowledgedThrough;
}

/** Keeps that a party knows of a notice, by whatever door it said so. */
@Injectable()
export class NoticeDesk {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Throws `not-found`, or `not-allowed` when the notice was not owed to the actor's party. */
  async acknowledge({ id, tenant: own, actor, through }: AskedOfNotice): Promise<Acknowledged> {
    const by = `${actor.party}/${actor.name}`;
    const notice = await findNotice(this.store, id);
    if (!notice || (own !== null && notice.tenant !== own)) throw notThere(id);
    const { tenant, queue } = notice;
    if (partyOf(queue) !== actor.party) {
      const detail = `Notice ${id} was owed to ${queue}, so ${by} cannot acknowledge it. Only who was told can say so.`;
      throw new ProblemError('not-allowed', detail, { errors: [{ field: null, detail }] });
    }
    const request = { tenant, noticeId: id, by, through, now: this.clock.now() };
    const acknowledged = await inTransaction(this.store, (client) => acknowledgeNotice(client, request));
    if (!acknowledged) throw notThere(id);
    this.log.info({ tenant, noticeId: id, by, through, repeated: acknowledged.repeated }, 'notice acknowledged');
    return { noticeId: id, tenant, ...acknowledged };
  }
}

type Acknowledged = AnswerOf<typeof ROUTES.acknowledgeNotice>;

function notThere(id: string): ProblemError {
  const detail = `There is no notice ${id}. The ledger of an incident lists its notices with their ids.`;
  return new ProblemError('not-found', detail, { errors: [{ field: 'id', detail }] });
}
