import { appendFile } from 'node:fs/promises';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { SignatureVerdict } from './webhook-signature.js';

/** One webhook as the receiver got it. */
export interface ReceivedWebhook {
  readonly name: string;
  readonly receivedAt: string;
  /** `webhook-id`: the same for every attempt of one notice. */
  readonly id: string | null;
  readonly signature: SignatureVerdict;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text when it is none. */
  readonly body: unknown;
}

const RECEIVED_FILE = 'received.ndjson';
const SECRETS_FILE = 'secrets.json';
const RING_SIZE = 1_000;

/** The newest webhooks in memory, all of them in a file of lines. */
export class ReceivedWebhooks {
  readonly #newest: ReceivedWebhook[];

  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true });
    this.#newest = readReceived(dir).slice(-RING_SIZE);
  }

  async add(webhook: ReceivedWebhook): Promise<void> {
    await appendFile(path.join(this.dir, RECEIVED_FILE), `${JSON.stringify(webhook)}\n`);
    this.#newest.push(webhook);
    if (this.#newest.length > RING_SIZE) this.#newest.shift();
  }

  /** Oldest first; only those of one hook when a name is given. */
  list(name: string | null): readonly ReceivedWebhook[] {
    return name ? this.#newest.filter((webhook) => webhook.name === name) : this.#newest;
  }
}

/** Tells the receiver the secret of a hook, before or while it runs. */
export function saveSecret(dir: string, name: string, secret: string): void {
  mkdirSync(dir, { recursive: true });
  const file = path.join(dir, SECRETS_FILE);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify({ ...readSecrets(dir), [name]: secret }, null, 2), { mode: 0o600 });
  renameSync(unfinished, file);
}

/** The secrets by hook; none when nobody told any. */
export function readSecrets(dir: string): Readonly<Record<string, string>> {
  const file = path.join(dir, SECRETS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

function readReceived(dir: string): ReceivedWebhook[] {
  const file = path.join(dir, RECEIVED_FILE);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as ReceivedWebhook];
      } catch {
        return []; // The last line of a killed receiver.
      }
    });
}
