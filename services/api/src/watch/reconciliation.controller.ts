import { type AnswerOf, POKES, ROUTES, type acceptGapBody, type reconciliationAsk } from '@demarc/contracts';
import { type Actor, GAP_WORDS, parseInstant } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { DataSource, acceptGap, askReconciliation, isAnswered, listGaps, readReconciliation } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { BUS, CLOCK, LOG } from '../tokens.js';

const MOST_SHOWN = 1_000;

/** What is missing. Looking is a router's work; it is asked for here. */
@Controller()
export class ReconciliationController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.readReconciliation)
  async read(
    @FromQuery(ROUTES.readReconciliation) { ask }: { ask?: string },
  ): Promise<AnswerOf<typeof ROUTES.readReconciliation>> {
    const answered = ask === undefined ? null : await isAnswered(this.store, ask);
    if (ask !== undefined && answered === null)
      throw new ProblemError('not-found', `No look was asked for as ${ask}. Ask for one with POST.`);
    const [{ gaps: counts, ...standing }, gaps] = await Promise.all([
      readReconciliation(this.store),
      listGaps(this.store, MOST_SHOWN),
    ]);
    const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { ...standing, answered, open, gaps: gaps.map((gap) => ({ ...gap, ...GAP_WORDS[gap.kind] })) };
  }

  @Door(ROUTES.askReconciliation)
  async ask(
    @FromBody(ROUTES.askReconciliation) { everything, since }: z.output<typeof reconciliationAsk>,
  ): Promise<AnswerOf<typeof ROUTES.askReconciliation>> {
    const from = since ? parseInstant(since) : null;
    const ask = await askReconciliation(this.store, { everything, since: from, now: this.clock.now() });
    this.bus.publish(POKES.reconcile);
    return { ask };
  }

  @Door(ROUTES.acceptGap)
  async accept(
    @FromPath(ROUTES.acceptGap) { id }: { id: string },
    @FromBody(ROUTES.acceptGap) { because }: z.output<typeof acceptGapBody>,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.acceptGap>> {
    const by = `${actor.party}/${actor.name}`;
    const accepted = await acceptGap(this.store, id, { by, because, now: this.clock.now() });
    if (!accepted) throw new ProblemError('not-found', `No open gap has the id ${id}. List them: demarc reconcile`);
    this.log.warn({ gap: id, by, because }, 'a gap is accepted');
    this.bus.publish(POKES.reconcile);
    return { id };
  }
}
