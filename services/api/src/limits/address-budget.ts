import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../door/problem-error.js';

const WINDOW_S = 60;

/**
 * How often an address may come without being known, in a minute: refused credentials, and the doors that ask for none
 * and could be guessed at. Counted in this process: of several apis each allows as many. Nobody who was let in counts.
 */
export class AddressBudget {
  readonly #limiter: RateLimiterMemory | null;

  /** `most` 0: no limit. */
  constructor(most: number) {
    this.#limiter = most === 0 ? null : new RateLimiterMemory({ points: most, duration: WINDOW_S });
  }

  /** Throws `too-many-requests` once the address has used its minute up. */
  async requireSome(address: string): Promise<void> {
    const used = await this.#limiter?.get(networkOf(address));
    if (used && used.remainingPoints <= 0) throw tooMany(address, used.msBeforeNext);
  }

  /** Counts one; throws `too-many-requests` when it was one too many. */
  async count(address: string): Promise<void> {
    try {
      await this.#limiter?.consume(networkOf(address));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooMany(address, refusal.msBeforeNext);
    }
  }
}

/** Whoever has one address of IPv6 has all of its network of 64 bits. */
function networkOf(address: string): string {
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : Buffer.from(parsed.toByteArray().slice(0, 8)).toString('hex');
}

function tooMany(address: string, msBeforeNext: number): ProblemError {
  const retryAfterS = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  const detail = `${address} was refused too often within a minute. Try again in ${retryAfterS} s.`;
  return new ProblemError('too-many-requests', detail, { retryAfterS });
}
