import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const TICK_MS = 20;
/** A client of its own for each would be the first to fall. */
const MOST_UNDER_WAY = 1_500;
const SOCKETS = 400;
const RESTS_MS = 500;

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

/**
 * Sends large bodies that no door understands, half of them with no key at all, from two addresses, so many at once for
 * so long; answers how often each status came. `cut`: the connection ended before an answer.
 */
export async function heave(
  url: string,
  known: Readonly<Record<string, string>>,
  { bytes, atOnce, seconds }: { readonly bytes: number; readonly atOnce: number; readonly seconds: number },
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const body = Buffer.alloc(bytes, ' ');
  const endsAt = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, n) => {
      const [who, headers] = n % 2 === 0 ? ['known', known] : ['unknown', {}];
      while (performance.now() < endsAt) {
        const outcome = `${who} ${await heaveOnce(url, body, { headers, from: `127.0.0.${2 + (n % 4 < 2 ? 0 : 1)}` })}`;
        counts[outcome] = (counts[outcome] ?? 0) + 1;
        await pause(RESTS_MS);
      }
    }),
  );
  return counts;
}

function heaveOnce(
  url: string,
  body: Buffer,
  { headers, from }: { readonly headers: Readonly<Record<string, string>>; readonly from: string },
): Promise<string> {
  return new Promise((resolve) => {
    const described = {
      ...headers,
      'content-type': 'application/cloudevents-batch+json',
      'content-length': body.byteLength,
    };
    const asked = request(url, { method: 'POST', localAddress: from, headers: described }, (answer) => {
      answer.resume();
      answer.once('close', () => resolve(String(answer.statusCode)));
    });
    asked.once('error', () => resolve('cut'));
    asked.end(body);
  });
}

/** What a process has in memory, in MiB. Linux says it. */
export function residentMib(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024);
}
