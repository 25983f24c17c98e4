import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  /** Milliseconds; null: for ever. */
  readonly endsAt: number | null;
}

/** What outlives the process: who is signed in. A sign-in that is half done is begun again. */
const OUTLIVE = new Set(['Session', 'Grant', 'RefreshToken']);

/**
 * What the provider remembers. A handful of people on one machine: all of it is in memory, and what outlives the
 * process is written as one file after each change.
 */
export class KeptSignIns {
  readonly #file: string;
  readonly #entries: Map<string, Kept>;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#file = path.join(dir, 'signed-in.json');
    this.#entries = new Map(readEntries(this.#file));
  }

  /** The part of one model, in the form that `oidc-provider` wants it. */
  of(model: string): Adapter {
    const key = (id: string): string => `${model}:${id}`;
    const find = (id: string): AdapterPayload | undefined => this.#find(key(id));
    return {
      find: async (id) => find(id),
      findByUid: async (uid) => this.#findBy(model, (payload) => payload.uid === uid),
      findByUserCode: async (userCode) => this.#findBy(model, (payload) => payload.userCode === userCode),
      upsert: async (id, payload, expiresIn) => {
        this.#entries.set(key(id), { payload, endsAt: expiresIn ? Date.now() + expiresIn * 1_000 : null });
        this.#changed(model);
      },
      consume: async (id) => {
        const payload = find(id);
        if (payload) payload['consumed'] = Math.floor(Date.now() / 1_000);
        this.#changed(model);
      },
      destroy: async (id) => {
        this.#entries.delete(key(id));
        this.#changed(model);
      },
      revokeByGrantId: async (grantId) => {
        for (const [one, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(one);
        this.#changed(model);
      },
    };
  }

  #find(key: string): AdapterPayload | undefined {
    const kept = this.#entries.get(key);
    return kept && isAlive(kept) ? kept.payload : undefined;
  }

  #findBy(model: string, is: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, kept] of this.#entries)
      if (key.startsWith(`${model}:`) && isAlive(kept) && is(kept.payload)) return kept.payload;
    return undefined;
  }

  #changed(model: string): void {
    for (const [key, kept] of this.#entries) if (!isAlive(kept)) this.#entries.delete(key);
    if (!OUTLIVE.has(model)) return;
    const kept = [...this.#entries].filter(([key]) => OUTLIVE.has(key.split(':', 1)[0]!));
    writeFileSync(`${this.#file}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

const isAlive = ({ endsAt }: Kept): boolean => endsAt === null || endsAt > Date.now();

/** Nothing to find, or nothing to read, is nobody signed in. */
function readEntries(file: string): readonly [string, Kept][] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as [string, Kept][];
  } catch {
    return [];
  }
}
