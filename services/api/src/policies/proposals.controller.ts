import { type AnswerOf, POKES, PolicyShelf, ROUTES, type ProposalView, type proposalBody } from '@demarc/contracts';
import { type Identity, nameOfActor } from '@demarc/domain';
import type { Log, NatsConnection } from '@demarc/runtime';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Asker } from '../access/asker.decorator.js';
import type { ApiConfig } from '../config.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CONFIG, LOG } from '../tokens.js';
import { ProposalDesk } from './proposal-desk.js';

type Path = { readonly id: string };
type Reason = { readonly reason: string };

/** Publishing and adopting policies with two persons. */
@Controller()
export class ProposalsController {
  constructor(
    @Inject(ProposalDesk) private readonly desk: ProposalDesk,
    @Inject(PolicyShelf) private readonly shelf: PolicyShelf,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CONFIG) private readonly config: ApiConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listProposals)
  async listProposals(@Asker() reader: Identity): Promise<AnswerOf<typeof ROUTES.listProposals>> {
    const persons = this.config.DEMARC_POLICY_PERSONS === 1 ? 1 : 2;
    return { persons, items: await this.desk.list(reader) };
  }

  @Door(ROUTES.readProposal)
  readProposal(
    @FromPath(ROUTES.readProposal) { id }: Path,
    @Asker() reader: Identity,
  ): Promise<AnswerOf<typeof ROUTES.readProposal>> {
    return this.desk.read(id, reader);
  }

  @Door(ROUTES.proposePolicy)
  async proposePolicy(
    @FromBody(ROUTES.proposePolicy) proposed: z.output<typeof proposalBody>,
    @Asker() by: Identity,
  ): Promise<AnswerOf<typeof ROUTES.proposePolicy>> {
    if (typeof proposed.tenant === 'string') await this.tenants.including(proposed.tenant);
    return this.#logged('proposed', await this.desk.propose(proposed, by), by);
  }

  @Door(ROUTES.approveProposal)
  async approveProposal(
    @FromPath(ROUTES.approveProposal) { id }: Path,
    @Asker() by: Identity,
  ): Promise<AnswerOf<typeof ROUTES.approveProposal>> {
    const approved = await this.desk.approve(id, by);
    this.bus.publish(POKES.policies);
    await this.shelf.refresh();
    return this.#logged('approved', approved, by);
  }

  @Door(ROUTES.refuseProposal)
  async refuseProposal(
    @FromPath(ROUTES.refuseProposal) { id }: Path,
    @FromBody(ROUTES.refuseProposal) { reason }: Reason,
    @Asker() by: Identity,
  ): Promise<AnswerOf<typeof ROUTES.refuseProposal>> {
    return this.#logged('refused', await this.desk.refuse(id, reason, by), by);
  }

  @Door(ROUTES.withdrawProposal)
  async withdrawProposal(
    @FromPath(ROUTES.withdrawProposal) { id }: Path,
    @FromBody(ROUTES.withdrawProposal) { reason }: Reason,
    @Asker() by: Identity,
  ): Promise<AnswerOf<typeof ROUTES.withdrawProposal>> {
    return this.#logged('withdrawn', await this.desk.withdraw(id, reason, by), by);
  }

  #logged(what: string, proposal: ProposalView, { actor }: Identity): ProposalView {
    const { id, version, tenant, proposedBy } = proposal;
    this.log.info({ proposal: id, version, tenant, proposedBy, actor: nameOfActor(actor) }, `policy ${what}`);
    return proposal;
  }
}
