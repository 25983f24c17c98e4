import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const TICK_MS = 20;
/** A client of its own for each would be the first to fall. */
const MOST_UNDER_WAY = 1_500;
const SOCKETS = 400;

export interface Answer {
  readonly status: number;
  /** Seconds, as the answer says them; null: it does not. */
  readonly retryAfterS: number | null;
}

export interface Flood {
  readonly answers: readonly Answer[];
  /** Ids of what was answered 202. */
  readonly accepted: ReadonlySet<string>;
  readonly perSecond: number;
}

/** A door of the api, over connections of its own. */
export class PublishDoor {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });

  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  send(body: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { ...this.headers, 'content-type': 'application/json' };
      const asked = request(this.url, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        answer.resume();
        const after = answer.headers['retry-after'];
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, retryAfterS: after === undefined ? null : Number(after) }),
        );
      });
      asked.once('error', reject);
      asked.end(JSON.stringify(body));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Sends at a rate, whether what was sent before has been answered or not. Resolves when all of it is. */
export async function flood(
  door: PublishDoor,
  perSecond: number,
  seconds: number,
  event: (n: number) => { readonly id: string },
): Promise<Flood> {
  const answers: Answer[] = [];
  const accepted = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const beganAt = performance.now();
  let sent = 0;
  const one = async (body: { readonly id: string }): Promise<void> => {
    const answer = await door.send(body);
    answers.push(answer);
    if (answer.status === 202) accepted.add(body.id);
  };
  for (let elapsedS = 0; elapsedS < seconds; elapsedS = (performance.now() - beganAt) / 1_000) {
    while (sent < elapsedS * perSecond && underWay.size < MOST_UNDER_WAY) {
      const sending: Promise<void> = one(event(sent)).finally(() => underWay.delete(sending));
      underWay.add(sending);
      sent += 1;
    }
    await pause(TICK_MS);
  }
  await Promise.all(underWay);
  return { answers, accepted, perSecond: Math.round(sent / seconds) };
}

/** What a process has in memory, in MiB. Linux says it. */
export function residentMib(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024);
}
