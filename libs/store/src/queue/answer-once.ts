import { createHash } from 'node:crypto';
import { type Instant, epochMs, instantOf } from '@demarc/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** What was asked for under an idempotency key. */
export interface KeyedRequest {
  /** `<party>/<name>`: a key is its sender's own. */
  readonly actor: string;
  readonly key: string;
  /** Of all that was asked, from {@link fingerprintOf}. */
  readonly fingerprint: string;
  readonly now: Instant;
}

export interface OnceAnswered<Answer> {
  readonly answer: Answer;
  /** The work was done before, and this is what was answered then. */
  readonly repeated: boolean;
}

/** The sender used this key before, for something else. */
export class KeyReusedError extends Error {
  constructor(key: string) {
    super(
      `The idempotency key "${key}" was used before for another request. Send that one again as it was, or this one with a key of its own.`,
    );
    this.name = 'KeyReusedError';
  }
}

/** Answers are kept so long; afterwards the same request is a new one. */
const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Does `work` once for each actor and key, in the caller's transaction, and answers its answer each time after. A second
 * request that comes while the first is being worked on waits for its commit; when the first rolls back, so also when
 * its work throws, nothing is kept and the second does the work. Call it before anything else is locked.
 *
 * @param work whose answer must survive JSON: no Date, no undefined in a list
 * @throws KeyReusedError when the key was used for something with another fingerprint
 */
export async function answerOnce<Answer>(
  client: PoolClient,
  { actor, key, fingerprint, now }: KeyedRequest,
  work: () => Promise<Answer>,
): Promise<OnceAnswered<Answer>> {
  const { rowCount: isFirst } = await client.query({
    name: 'claim-answer',
    text: `insert into command_answers (actor, key, fingerprint, answered_at, answer) values ($1, $2, $3, $4, 'null')
           on conflict do nothing`,
    values: [actor, key, fingerprint, now],
  });
  if (isFirst) {
    const answer = await work();
    await client.query({
      name: 'keep-answer',
      text: 'update command_answers set answer = $3 where acting_for = acting_for() and actor = $1 and key = $2',
      values: [actor, key, JSON.stringify(answer)],
    });
    return { answer, repeated: false };
  }
  const { rows } = await client.query<{ fingerprint: string; answer: Answer }>({
    name: 'read-answer',
    text: 'select fingerprint, answer from command_answers where acting_for = acting_for() and actor = $1 and key = $2',
    values: [actor, key],
  });
  const [kept] = rows;
  if (!kept || kept.fingerprint !== fingerprint) throw new KeyReusedError(key);
  return { answer: kept.answer, repeated: true };
}

/** What was asked, as one short text: the route, what it is about, and the body as its schema read it. */
export function fingerprintOf(...asked: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
}

/** Forgets at most `limit` answers that are older than seven days, the oldest first; answers how many it forgot. */
export async function forgetAnswers(store: DataSource, now: Instant, limit: number): Promise<number> {
  const [, forgotten] = await store.query<[unknown[], number]>(
    `delete from command_answers where (actor, key) in (
       select actor, key from command_answers where answered_at < $1::timestamptz order by answered_at limit $2)`,
    [instantOf(epochMs(now) - KEPT_MS), limit],
  );
  return forgotten;
}
