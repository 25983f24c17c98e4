import {
  type AdoptionList,
  type AdoptionView,
  type AnswerOf,
  DEFAULT_POLICY_VERSION,
  POKES,
  PolicyShelf,
  ROUTES,
  type adoptionBody,
} from '@demarc/contracts';
import type { Actor } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { DataSource, adoptPolicy } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import type { ApiConfig } from '../config.js';
import { BUS, CLOCK, CONFIG, LOG } from '../tokens.js';
import { requireAdoptable } from './adoptable.js';
import { PolicyRecords, unknownPolicy } from './policy-records.js';
import { requireOnePersonIsEnough } from './second-person.js';

type Path = { readonly tenant: string };
type Adoption = z.output<typeof adoptionBody>;

/** Which policy holds for a tenant, and from when. */
@Controller()
export class AdoptionsController {
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

  @Door(ROUTES.listAdoptions)
  async listAdoptions(
    @FromPath(ROUTES.listAdoptions) { tenant }: Path,
  ): Promise<AnswerOf<typeof ROUTES.listAdoptions>> {
    await this.tenants.including(tenant);
    await this.shelf.refresh();
    return this.#adoptionsOf(tenant);
  }

  @Door(ROUTES.adoptPolicy)
  async adoptPolicy(
    @Acting() actor: Actor,
    @FromPath(ROUTES.adoptPolicy) { tenant }: Path,
    @FromBody(ROUTES.adoptPolicy) adoption: Adoption,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof ROUTES.adoptPolicy>> {
    await this.tenants.including(tenant);
    requireOnePersonIsEnough(this.config, `let a policy hold for ${tenant}`);
    const { version, holdsFrom } = adoption;
    const record = await this.records.find(version);
    if (!record) throw unknownPolicy(version);
    requireAdoptable(record, tenant, adoption);
    if (this.#isAdopted(tenant, adoption)) return this.#adoptionsOf(tenant);
    const adoptedBy = `${actor.party}/${actor.name}`;
    await adoptPolicy(this.store, { tenant, version, holdsFrom, adoptedAt: this.clock.now(), adoptedBy });
    this.bus.publish(POKES.policies);
    await this.shelf.refresh();
    this.log.info({ tenant, version, holdsFrom, actor: adoptedBy }, 'policy adopted');
    reply.status(201);
    return this.#adoptionsOf(tenant);
  }

  /** Of several from one moment the last that was said counts, so that only it makes saying it again needless. */
  #isAdopted(tenant: string, { version, holdsFrom }: Adoption): boolean {
    const same = this.shelf.book.policiesOf(tenant).filter((adopted) => adopted.holdsFrom === holdsFrom);
    return same.at(-1)?.version === version;
  }

  #adoptionsOf(tenant: string): AdoptionList {
    const now = this.clock.now();
    const adopted: Omit<AdoptionView, 'title' | 'isInForce'>[] = [
      { version: DEFAULT_POLICY_VERSION, holdsFrom: null, adoptedAt: null, adoptedBy: null, approvedBy: null },
      ...this.shelf.book.policiesOf(tenant).map(({ version, holdsFrom, adoptedAt, adoptedBy, approvedBy = null }) => ({
        version,
        holdsFrom,
        adoptedAt,
        adoptedBy,
        approvedBy,
      })),
    ];
    const current = adopted.findLast(({ holdsFrom }) => holdsFrom === null || holdsFrom <= now);
    const items = adopted.map((one) => ({
      ...one,
      title: this.shelf.named(one.version)!.policy.title,
      isInForce: one === current,
    }));
    return { tenant, items };
  }
}
