import {
  type AnswerOf,
  type DeliveryListItemView,
  ROUTES,
  type deliveryQuery,
  type redriveBody,
} from '@demarc/contracts';
import { type Actor, type Identity, homeOf, instantOf, nameOfActor } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import {
  DataSource,
  type DeliveryListItem,
  KEY,
  type RedriveWhich,
  UNDELIVERED,
  answerOnce,
  decodeCursor,
  encodeCursor,
  fingerprintOf,
  inTransaction,
  listDeliveries,
  pageOfRows,
  redriveDeliveries,
} from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting, Asker } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromQuery } from '../door/given.decorators.js';
import { GivenKey } from '../door/idempotency-key.decorator.js';
import { requireIncident } from '../incidents/incident-lookup.js';
import { deliveryShownTo } from '../incidents/of-the-other-party.js';
import { CLOCK, LOG } from '../tokens.js';

@Controller()
export class NoticesController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listDeliveries)
  async list(
    @FromQuery(ROUTES.listDeliveries)
    { limit, cursor, state, failed, tenant, incident }: z.output<typeof deliveryQuery>,
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.listDeliveries>> {
    const before = decodeCursor('deliveries', [KEY.uuid], cursor)?.[0] ?? null;
    const incidentId = incident === undefined ? null : (await requireIncident(this.store, incident, reader)).id;
    const states = failed === 'true' ? UNDELIVERED : (state ?? null);
    const rows = await listDeliveries(this.store, {
      states,
      tenant: tenant ?? null,
      incidentId,
      before,
      limit: limit + 1,
    });
    const viewed = (row: DeliveryListItem) => viewOf(deliveryShownTo(reader.party, row));
    return pageOfRows(rows, limit, viewed, (last) => encodeCursor('deliveries', [last.id]));
  }

  @Door(ROUTES.redrive)
  async redrive(
    @FromBody(ROUTES.redrive) body: z.output<typeof redriveBody>,
    @Asker() identity: Identity,
    @GivenKey() key: string | null,
  ): Promise<AnswerOf<typeof ROUTES.redrive>> {
    const now = this.clock.now();
    const by = nameOfActor(identity.actor);
    const tenant = homeOf(identity);
    // Microsoft looks after both parties' deliveries, a customer after its own.
    const owedTo = identity.party === 'microsoft' ? null : identity.party;
    const { answer, repeated } = await inTransaction(this.store, async (client) => {
      const redrive = async () => [...(await redriveDeliveries(client, whichOf(body), owedTo, now))];
      if (key === null) return { answer: await redrive(), repeated: false };
      return answerOnce(client, { tenant, actor: by, key, fingerprint: fingerprintOf('redrive', body), now }, redrive);
    });
    this.log.info({ ...body, by, key, repeated, redriven: answer.length }, 'deliveries redriven');
    return { redriven: answer.length, deliveryIds: answer, repeated };
  }
}

function whichOf({ deliveryIds, tenant }: z.output<typeof redriveBody>): RedriveWhich {
  if (deliveryIds) return { ids: deliveryIds, tenant: null };
  return tenant === undefined ? { all: true } : { tenant };
}

function viewOf(item: DeliveryListItem): DeliveryListItemView {
  return {
    ...item,
    owedAt: instantOf(item.owedAt),
    nextAttemptAt: item.nextAttemptAt && instantOf(item.nextAttemptAt),
    sentAt: item.sentAt && instantOf(item.sentAt),
  };
}
