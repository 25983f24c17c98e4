import { type AnswerOf, POKES, ROUTES, type inhibitionBody } from '@demarc/contracts';
import { type Actor, type InhibitionRule, SHIPPED_INHIBITION } from '@demarc/domain';
import type { Log, NatsConnection } from '@demarc/runtime';
import { DataSource, loadInhibitionRules, putInhibitionRules } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, LOG } from '../tokens.js';

type Path = { readonly tenant: string };

/** Which incidents explain others, so that only the cause is told. */
@Controller()
export class InhibitionController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.readInhibitionRules)
  async read(
    @FromPath(ROUTES.readInhibitionRules) { tenant }: Path,
  ): Promise<AnswerOf<typeof ROUTES.readInhibitionRules>> {
    await this.tenants.including(tenant);
    return answerOf(tenant, (await loadInhibitionRules(this.store)).get(tenant) ?? null);
  }

  @Door(ROUTES.putInhibitionRules)
  async put(
    @FromPath(ROUTES.putInhibitionRules) { tenant }: Path,
    @FromBody(ROUTES.putInhibitionRules) { rules }: z.output<typeof inhibitionBody>,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.putInhibitionRules>> {
    await this.tenants.including(tenant);
    await putInhibitionRules(this.store, tenant, rules);
    this.bus.publish(POKES.muting);
    this.log.info(
      { tenant, rules: rules?.length ?? 'shipped', by: `${actor.party}/${actor.name}` },
      'inhibition rules',
    );
    return answerOf(tenant, rules);
  }
}

function answerOf(
  tenant: string,
  rules: readonly InhibitionRule[] | null,
): AnswerOf<typeof ROUTES.readInhibitionRules> {
  return { tenant, own: rules !== null, rules: rules ?? SHIPPED_INHIBITION };
}
