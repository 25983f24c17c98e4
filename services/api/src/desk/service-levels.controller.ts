import { type AnswerOf, POKES, ROUTES, type serviceLevelsBody } from '@demarc/contracts';
import { type Actor, type ServiceLevelOverrides, serviceLevelsOf } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { DataSource, putServiceLevels, readServiceLevels } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CLOCK, LOG } from '../tokens.js';

type Path = { readonly tenant: string };

/** Support hours, clocks and escalation of a tenant. They are part of the contract: Microsoft keeps them. */
@Controller()
export class ServiceLevelsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.readServiceLevels)
  async read(@FromPath(ROUTES.readServiceLevels) { tenant }: Path): Promise<AnswerOf<typeof ROUTES.readServiceLevels>> {
    await this.tenants.including(tenant);
    return answerOf(tenant, (await readServiceLevels(this.store, tenant)) ?? {});
  }

  @Door(ROUTES.putServiceLevels)
  async put(
    @FromPath(ROUTES.putServiceLevels) { tenant }: Path,
    @FromBody(ROUTES.putServiceLevels) body: z.output<typeof serviceLevelsBody>,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.putServiceLevels>> {
    await this.tenants.including(tenant);
    const levels = body as ServiceLevelOverrides;
    await putServiceLevels(this.store, tenant, levels, this.clock.now());
    // Whoever keeps the clocks holds them in memory with the tenant's directory.
    this.bus.publish(POKES.directoryOf(tenant));
    this.log.info({ tenant, by: `${actor.party}/${actor.name}` }, 'service levels replaced');
    return answerOf(tenant, levels);
  }
}

function answerOf(tenant: string, own: ServiceLevelOverrides): AnswerOf<typeof ROUTES.readServiceLevels> {
  return { tenant, own, inForce: serviceLevelsOf(own) };
}
