import { type CommandAnswerBody, type ResponseName } from '@demarc/contracts';
import type { Actor, Incident } from '@demarc/domain';
import { DataSource } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import type { Command } from '../desk/order-of.js';
import { OrderDesk } from '../desk/order-desk.js';
import { noSuchIncident, requireIncident } from '../incidents/incident-lookup.js';

/** Who answers back, and for which tenant alone. */
export interface Responder {
  readonly tenant: string;
  readonly actor: Actor;
}

export interface AskedFromOutside {
  readonly incident: string;
  readonly command: Extract<Command, { name: ResponseName }>;
  readonly expectedRevision: number | null;
  readonly idempotencyKey: string | null;
}

/** Carries out what a customer asks from outside: on incidents of its own tenant alone, by the rules for people. */
@Injectable()
export class ResponseDesk {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(OrderDesk) private readonly desk: OrderDesk,
  ) {}

  /** An incident of the responder's tenant. Another tenant's does not exist: throws `not-found` in the same words. */
  async requireOwn({ tenant, actor }: Responder, incident: string): Promise<Incident> {
    const found = await requireIncident(this.store, incident, actor);
    return found.tenant === tenant ? found : noSuchIncident(incident);
  }

  /** Throws the problem of a refusal. */
  async respond(responder: Responder, asked: AskedFromOutside): Promise<CommandAnswerBody> {
    const { id } = await this.requireOwn(responder, asked.incident);
    const { command, expectedRevision, idempotencyKey } = asked;
    return this.desk.carryOut({ id, actor: responder.actor, command, expectedRevision, idempotencyKey });
  }
}
