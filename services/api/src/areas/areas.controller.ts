import {
  type AnswerOf,
  FIRM_AREA_RULES,
  POKES,
  ROUTES,
  SHIPPED_AREA_RULES,
  type unmatchedQuery,
} from '@demarc/contracts';
import { type AreaRule, epochMs, instantOf } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { DataSource, listUnmatched, putAreaRules, readAreaRules } from '@demarc/store';
import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CLOCK, LOG } from '../tokens.js';
import { areaRulesIn } from './area-rules-in.js';

const DAY_MS = 86_400_000;
type Path = { readonly tenant: string };

/** What events are about: a tenant's rules, and what none of them knew. */
@Controller()
export class AreasController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.putAreaRules)
  async putRules(
    @FromPath(ROUTES.putAreaRules) { tenant }: Path,
    @Req() request: FastifyRequest,
  ): Promise<AnswerOf<typeof ROUTES.putAreaRules>> {
    await this.tenants.including(tenant);
    const rules = areaRulesIn(request);
    const revision = await putAreaRules(this.store, tenant, rules);
    await this.tenants.reload();
    this.bus.publish(POKES.directoryOf(tenant), JSON.stringify({ tenant, revision }));
    this.log.info({ tenant, rules: rules.length }, 'area rules replaced');
    return answerOf(tenant, rules);
  }

  @Door(ROUTES.readAreaRules)
  async readRules(@FromPath(ROUTES.readAreaRules) { tenant }: Path): Promise<AnswerOf<typeof ROUTES.readAreaRules>> {
    await this.tenants.including(tenant);
    return answerOf(tenant, (await readAreaRules(this.store, tenant)) ?? []);
  }

  @Door(ROUTES.listUnmatchedAreas)
  async listUnmatched(
    @FromQuery(ROUTES.listUnmatchedAreas) { tenant, days }: z.output<typeof unmatchedQuery>,
  ): Promise<AnswerOf<typeof ROUTES.listUnmatchedAreas>> {
    if (tenant !== undefined) await this.tenants.including(tenant);
    const since = instantOf(epochMs(this.clock.now()) - days * DAY_MS);
    const { groups, incidents, isWhole } = await listUnmatched(this.store, tenant ?? null, since);
    return { items: [...groups], incidents, isWhole };
  }
}

function answerOf(tenant: string, own: readonly AreaRule[]): AnswerOf<typeof ROUTES.readAreaRules> {
  return { tenant, firm: FIRM_AREA_RULES, own, shipped: SHIPPED_AREA_RULES };
}
