import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Io } from '../io.js';
import type { ProviderPlace } from './provider.js';
import type { Tokens } from './tokens.js';

/** Somebody who is signed in. */
export interface Credential {
  readonly provider: ProviderPlace;
  readonly tokens: Tokens;
}

/** Under this name is kept who signed in with `demarc login`; persons of the demonstration under their own. */
export const SIGNED_IN = 'login';

type Kept = Readonly<Record<string, Readonly<Record<string, Credential>>>>;

/** `$XDG_CONFIG_HOME/demarc/credentials.json`: for each API, who is signed in. Only their owner may read it. */
export class Credentials {
  readonly #file: string;

  constructor(
    { env }: Pick<Io, 'env'>,
    private readonly api: URL,
  ) {
    const config = env['XDG_CONFIG_HOME']?.trim() || path.join(env['HOME'] ?? homedir(), '.config');
    this.#file = path.join(config, 'demarc', 'credentials.json');
  }

  find(who: string): Credential | null {
    return this.#read()[this.api.href]?.[who] ?? null;
  }

  /** Everybody who is signed in at this API. */
  all(): readonly Credential[] {
    return Object.values(this.#read()[this.api.href] ?? {});
  }

  keep(who: string, credential: Credential): void {
    const kept = this.#read();
    this.#write({ ...kept, [this.api.href]: { ...kept[this.api.href], [who]: credential } });
  }

  forgetAll(): void {
    const { [this.api.href]: _, ...others } = this.#read();
    this.#write(others);
  }

  #read(): Kept {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as Kept;
    } catch {
      // None yet, or not ours: then nobody is signed in.
      return {};
    }
  }

  #write(kept: Kept): void {
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    const fresh = `${this.#file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(kept, null, 2), { mode: 0o600 });
    renameSync(fresh, this.#file);
  }
}
