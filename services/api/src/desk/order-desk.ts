import {
  type CommandAnswerBody,
  POKES,
  PolicyShelf,
  announceChange,
  announceNotices,
  incidentViewOf,
} from '@demarc/contracts';
import type { Actor } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { DataSource, KeyReusedError, type OrderAnswer, executeOrder, fingerprintOf } from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '../door/problem-error.js';
import { requireIncident } from '../incidents/incident-lookup.js';
import { tagOf } from '../incidents/revision-tag.js';
import { BUS, CLOCK, LOG } from '../tokens.js';
import { type Command, orderOf } from './order-of.js';

export interface Asked {
  readonly id: string;
  readonly actor: Actor;
  readonly command: Command;
  /** Null: whatever it is now. */
  readonly expectedRevision: number | null;
  readonly idempotencyKey: string | null;
}

const ANNOUNCER = { change: announceChange, notices: announceNotices };

/** Carries out what people ask of incidents, by whatever door they came in. */
@Injectable()
export class OrderDesk {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(PolicyShelf) private readonly policies: PolicyShelf,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Throws the problem of a refusal. */
  async carryOut({ id, actor, command, expectedRevision, idempotencyKey }: Asked): Promise<CommandAnswerBody> {
    const idOf = async (name: string) => (await requireIncident(this.store, name, actor)).id;
    const { id: incidentId, tenant } = await requireIncident(this.store, id, actor);
    const order = await orderOf(command, actor, idOf);
    const once = idempotencyKey && { tenant, key: idempotencyKey, fingerprint: fingerprintOf(incidentId, command) };
    const request = { incidentId, order, expectedRevision, once: once || null, now: this.clock.now() };
    const clocksOfPolicy = (version: string) => this.policies.named(version)?.policy.clocks ?? null;
    const answer = await executeOrder(this.store, request, { announce: ANNOUNCER, clocksOfPolicy }).catch(keyReused);
    const told = { actor: `${actor.party}/${actor.name}`, command: command.name, incidentId };
    if (!answer.ok) {
      this.log.info({ ...told, incident: answer.incident?.reference, code: answer.code }, 'command refused');
      throw refusalOf(answer);
    }
    // The relay and the redecider would find it by themselves; this way they do at once.
    this.bus.publish(POKES.outbox);
    if (command.name === 'service-impact') this.bus.publish(POKES.redecide);
    const { incident, changes, opened } = answer;
    this.log.info({ ...told, incident: incident.reference, revision: incident.revision }, 'command done');
    return { incident: incidentViewOf(incident), changes: [...changes], opened: opened && incidentViewOf(opened) };
  }
}

function refusalOf({ code, detail, incident }: OrderAnswer & { ok: false }): ProblemError {
  return new ProblemError(code, detail, incident ? { etag: tagOf(incident.revision) } : {});
}

function keyReused(error: unknown): never {
  if (error instanceof KeyReusedError) throw new ProblemError('idempotency-key-reused', error.message);
  throw error;
}
