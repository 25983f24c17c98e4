import { type AnswerOf, POKES, PolicyShelf, ROUTES, type policyQuery } from '@demarc/contracts';
import { type Actor, lintPolicy } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { DataSource, publishPolicy } from '@demarc/store';
import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import type { ApiConfig } from '../config.js';
import { BUS, CLOCK, CONFIG, LOG } from '../tokens.js';
import { policyIn } from './policy-in.js';
import { PolicyRecords, unknownPolicy } from './policy-records.js';
import { summaryOf, viewOf } from './policy-view.js';
import { proposedPolicy } from './proposed-policy.js';
import { publicationOf, publishable, versionTaken } from './publishable.js';
import { requireOnePersonIsEnough } from './second-person.js';

type Query = z.output<typeof policyQuery>;

/** The policies themselves: who answers for what, version by version. */
@Controller()
export class PoliciesController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(PolicyShelf) private readonly shelf: PolicyShelf,
    @Inject(PolicyRecords) private readonly records: PolicyRecords,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listPolicies)
  async listPolicies(): Promise<AnswerOf<typeof ROUTES.listPolicies>> {
    return { items: (await this.records.all()).map(summaryOf) };
  }

  @Door(ROUTES.readPolicy)
  async readPolicy(
    @FromPath(ROUTES.readPolicy) { version }: { readonly version: string },
  ): Promise<AnswerOf<typeof ROUTES.readPolicy>> {
    const record = await this.records.find(version);
    if (!record) throw unknownPolicy(version);
    return viewOf(record);
  }

  @Door(ROUTES.lintPolicy)
  async lintPolicy(
    @FromQuery(ROUTES.lintPolicy) query: Query,
    @Req() request: FastifyRequest,
  ): Promise<AnswerOf<typeof ROUTES.lintPolicy>> {
    const sent = policyIn(ROUTES.lintPolicy, request, query);
    if (sent.tenant !== null) await this.tenants.including(sent.tenant);
    const known = await this.records.byVersion();
    const policy = proposedPolicy(sent, (version) => known.get(version) ?? null);
    const { version, title, clauses } = policy;
    return { version, title, clauses: clauses.length, findings: lintPolicy(policy) };
  }

  @Door(ROUTES.publishPolicy)
  async publishPolicy(
    @Acting() actor: Actor,
    @FromQuery(ROUTES.publishPolicy) query: Query,
    @Req() request: FastifyRequest,
  ): Promise<AnswerOf<typeof ROUTES.publishPolicy>> {
    requireOnePersonIsEnough(this.config, 'publish a policy');
    const sent = policyIn(ROUTES.publishPolicy, request, query);
    if (sent.tenant !== null) await this.tenants.including(sent.tenant);
    const known = await this.records.byVersion();
    const policy = publishable(sent, known, 'published');
    const published = {
      ...sent,
      publishedAt: publicationOf(policy, known, this.clock.now()),
      publishedBy: `${actor.party}/${actor.name}`,
    };
    const { version, title, digest } = policy;
    if (!(await publishPolicy(this.store, { version, title, digest, ...published }))) throw versionTaken(version);
    this.bus.publish(POKES.policies);
    await this.shelf.refresh();
    this.log.info({ version, tenant: sent.tenant, actor: published.publishedBy }, 'policy published');
    return summaryOf({ policy, isShipped: false, approvedBy: null, ...published });
  }
}
