import { type Incident, type InhibitionRule, SHIPPED_INHIBITION, rulesFor } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import {
  type DataSource,
  type KeptSilence,
  inhibitorOf,
  listSilences,
  loadInhibitionRules,
  resolvedAmong,
} from '@demarc/store';

/** What is remembered is at most so old; a poke makes it be read again at once. */
const REMEMBERED_MS = 1_000;

type Cause = Awaited<ReturnType<typeof inhibitorOf>>;

/** Everything that mutes, as it is now: read at most once a second, however many deliveries ask. */
export class MuteBook {
  readonly #silences: Remembered<readonly KeptSilence[]>;
  readonly #rules: Remembered<ReadonlyMap<string, readonly InhibitionRule[]>>;
  readonly #causes = new Map<string, Remembered<Cause>>();

  constructor(
    private readonly store: DataSource,
    clock: Clock,
  ) {
    this.#silences = new Remembered(() => listSilences(store, clock.now()));
    this.#rules = new Remembered(() => loadInhibitionRules(store));
  }

  /** Something changed: the next look reads everything again. */
  forget(): void {
    this.#silences.forget();
    this.#rules.forget();
    this.#causes.clear();
  }

  silences(): Promise<readonly KeptSilence[]> {
    return this.#silences.value();
  }

  /**
   * The open incident that explains this one, by the rules of its customer; null: none does. Who waited for the end of
   * the cause asks `anew`: what was remembered may be of a moment before.
   */
  async inhibitorOf(
    tenant: string,
    incident: Pick<Incident, 'id' | 'kind' | 'area' | 'title'>,
    anew: boolean,
  ): Promise<Cause> {
    const rules = (await this.#rules.value()).get(tenant) ?? SHIPPED_INHIBITION;
    for (const rule of rulesFor(rules, incident)) {
      const remembered = this.#cause(tenant, rule);
      if (anew) remembered.forget();
      const cause = await remembered.value();
      if (cause && cause.id !== incident.id) return cause;
    }
    return null;
  }

  async isOver(incidentId: string): Promise<boolean> {
    return (await resolvedAmong(this.store, [incidentId])).has(incidentId);
  }

  #cause(tenant: string, rule: InhibitionRule): Remembered<Cause> {
    const key = `${tenant} ${rule.name}`;
    let cause = this.#causes.get(key);
    if (!cause) this.#causes.set(key, (cause = new Remembered(() => inhibitorOf(this.store, tenant, rule))));
    return cause;
  }
}

/** One reading for all who ask within a second. A reading that fails is not remembered. */
class Remembered<Value> {
  #reading: Promise<Value> | null = null;
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly read: () => Promise<Value>) {}

  forget(): void {
    this.#reading = null;
  }

  value(): Promise<Value> {
    const nowMs = performance.now();
    if (this.#reading && nowMs - this.#readAtMs < REMEMBERED_MS) return this.#reading;
    this.#readAtMs = nowMs;
    const reading = this.read().catch((error: unknown) => {
      if (this.#reading === reading) this.#reading = null;
      throw error;
    });
    this.#reading = reading;
    return reading;
  }
}
