import { type AnswerOf, ROUTES, type ReceiptAnswer, type Verification } from '@demarc/contracts';
import type { Actor, Incident } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import {
  DataSource,
  type StoredDecision,
  UnknownRevisionError,
  directoryAsOf,
  readDecisions,
  readStoredDecision,
} from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { PolicyFollower } from '../policies/policy-follower.js';
import { CLOCK } from '../tokens.js';
import { decideAgain, directoryKeysOf, sameHalf } from './decide-again.js';
import { explainReceipt } from './explain-receipt.js';
import { requireIncident } from './incident-lookup.js';
import { notVerifiable, tooOld, verificationOf } from './verify-receipt.js';

/** Why an incident is where it is, and whether that can be relied on. */
@Controller()
export class ReceiptsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(PolicyFollower) private readonly policies: PolicyFollower,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Door(ROUTES.readReceipt)
  async readReceipt(
    @FromPath(ROUTES.readReceipt) { id }: { id: string },
    @FromQuery(ROUTES.readReceipt) { decision, as }: { decision?: string; as?: 'now' },
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.readReceipt>> {
    const incident = await requireIncident(this.store, id, reader);
    const stored = await this.#require(incident, decision);
    const { text: _text, event: _event, ...item } = stored;
    const [standing, compiled, decisions] = await Promise.all([
      decision ? readStoredDecision(this.store, incident, null) : stored,
      this.policies.named(stored.policyVersion),
      readDecisions(this.store, incident),
    ]);
    return {
      ...item,
      stands: standing?.decisionId === stored.decisionId,
      ...explainReceipt(stored, compiled),
      decisions,
      now: as === 'now' ? await this.#decideNow(incident, stored) : null,
    };
  }

  @Door(ROUTES.verifyReceipt)
  async verifyReceipt(
    @FromPath(ROUTES.verifyReceipt) { id }: { id: string },
    @FromQuery(ROUTES.verifyReceipt) { decision }: { decision?: string },
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.verifyReceipt>> {
    const incident = await requireIncident(this.store, id, reader);
    const stored = await this.#require(incident, decision);
    const because = tooOld(stored.receipt);
    return because ? notVerifiable(stored, because) : this.#verify(incident, stored);
  }

  async #verify({ tenant }: Incident, stored: StoredDecision): Promise<Verification> {
    const { event, receipt } = stored;
    const compiled = await this.policies.named(receipt.policyVersion);
    if (!compiled) return notVerifiable(stored, `There is no policy ${receipt.policyVersion}.`);
    if (!event) return notVerifiable(stored, 'Its event is no longer kept.');
    try {
      const directory = await directoryAsOf(this.store, tenant, directoryKeysOf(event), receipt.directory.revision);
      const decisions = decideAgain(event, receipt, compiled, directory, receipt.decidedAt);
      return verificationOf(stored, compiled, sameHalf(decisions, stored));
    } catch (error) {
      if (error instanceof UnknownRevisionError) return notVerifiable(stored, error.message);
      throw error;
    }
  }

  async #decideNow({ tenant }: Incident, stored: StoredDecision): Promise<ReceiptAnswer['now']> {
    const { receipt, event } = stored;
    const compiled = await this.policies.named(receipt.policyVersion);
    if (!compiled || !event || tooOld(receipt)) return null;
    const directory = await directoryAsOf(this.store, tenant, directoryKeysOf(event), 'now');
    const decidedAt = this.clock.now();
    const decisions = decideAgain(event, receipt, compiled, directory, decidedAt);
    const {
      queue,
      party,
      clauseId,
      provisional,
      review,
      receipt: again,
    } = sameHalf(decisions, stored) ?? decisions[0]!;
    const verdict = { queue, party, clauseId, provisional, review };
    return { decidedAt, directory: directory.state, ...verdict, sameQueue: queue === stored.queue, receipt: again };
  }

  async #require(incident: Incident, decisionId: string | undefined): Promise<StoredDecision> {
    const stored = await readStoredDecision(this.store, incident, decisionId ?? null);
    if (stored) return stored;
    const what = decisionId === undefined ? 'receipt' : `decision ${decisionId}`;
    throw new ProblemError('not-found', `${incident.reference} has no ${what}.`);
  }
}
