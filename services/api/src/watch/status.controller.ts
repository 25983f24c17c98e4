import { type AnswerOf, DURABLES, ROUTES, STREAMS, type StatusBody } from '@demarc/contracts';
import { type NatsConnection, lagOf } from '@demarc/runtime';
import { DataSource, readCounts, readReconciliation, readWarnings } from '@demarc/store';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { Controller, Inject } from '@nestjs/common';
import { Door } from '../door/door.decorator.js';
import { ProblemError } from '../door/problem-error.js';
import { BUS } from '../tokens.js';
import { RollCall } from './roll-call.js';
import { serviceWarnings } from './service-warnings.js';

const NATS_WITHIN_MS = 2_000;

@Controller()
export class StatusController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(RollCall) private readonly rollCall: RollCall,
  ) {}

  @Door(ROUTES.status)
  async status(): Promise<AnswerOf<typeof ROUTES.status>> {
    const [counts, warnings, nats, { gaps, ...standing }, roll] = await Promise.all([
      readCounts(this.store),
      readWarnings(this.store),
      this.#natsOrRefuse(),
      readReconciliation(this.store),
      this.rollCall.call(),
    ]);
    const missing = Object.values(gaps).reduce((sum, count) => sum + count, 0);
    return {
      services: [...roll.services],
      ...nats,
      ...counts,
      warnings: [...serviceWarnings(roll), ...warnings],
      reconciliation: { ...standing, gaps: missing },
    };
  }

  async #natsOrRefuse(): Promise<Pick<StatusBody, 'streams' | 'durables'>> {
    try {
      const manager = await jetstreamManager(this.bus, { checkAPI: false, timeout: NATS_WITHIN_MS });
      const [streams, durables] = await Promise.all([
        Promise.all(Object.values(STREAMS).map(({ name }) => streamStatus(manager, name))),
        Promise.all(Object.values(DURABLES).map((durable) => this.#durableStatus(durable))),
      ]);
      return { streams, durables };
    } catch (cause) {
      throw new ProblemError(
        'unavailable',
        'NATS does not answer, so the backlogs are not known. Try again.',
        { retryAfterS: 2 },
        { cause },
      );
    }
  }

  /** A durable that no service has made yet has no lag to speak of. */
  async #durableStatus(durable: (typeof DURABLES)[keyof typeof DURABLES]): Promise<StatusBody['durables'][number]> {
    const { name, stream } = durable;
    try {
      return { name, stream, ...(await lagOf(this.bus, durable)) };
    } catch (error) {
      if (error instanceof Error && /consumer not found/i.test(error.message))
        return { name, stream, pending: null, inFlight: null };
      throw error;
    }
  }
}

async function streamStatus(manager: JetStreamManager, name: string): Promise<StatusBody['streams'][number]> {
  const { config, state } = await manager.streams.info(name);
  return { name, messages: state.messages, bytes: state.bytes, maxBytes: config.max_bytes, lastSeq: state.last_seq };
}
