import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type NatsUser, type NatsUsers, natsAccounts, natsUsers } from '@demarc/contracts';
import { hash } from 'bcryptjs';

const SECRET_BYTES = 24;
/** The secret is 192 random bits, which nothing slow has to protect; nats-server takes bcrypt or plain text alone. */
const BCRYPT_COST = 5;
const USERS = 'users.json';
const ACCOUNTS = 'accounts.conf';

/** What is said of a user beside its secret. */
export type NewNatsUser = NatsUser extends infer One
  ? One extends NatsUser
    ? Omit<One, 'secretHash' | 'createdAt'>
    : never
  : never;

/**
 * The users of a NATS server, in a folder that its owner alone reads: `users.json`, and what nats-server includes of it,
 * `accounts.conf`. Secrets are kept nowhere. Whoever changes it has the server read it again (SIGHUP).
 */
export class NatsUserFile {
  constructor(readonly folder: string) {}

  /** For `include` in a server's configuration. */
  get accountsFile(): string {
    return path.join(this.folder, ACCOUNTS);
  }

  /** Throws when the file is not what this class writes. */
  read(): NatsUsers {
    const file = path.join(this.folder, USERS);
    if (!existsSync(file)) return { users: [] };
    const checked = natsUsers.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    throw new Error(`${file}: ${issue!.path.join('.')}: ${issue!.message}. Put back what \`demarc nats user\` wrote.`);
  }

  /** Adds a user and answers its secret, which is shown this once; null when there is one of that name. */
  async add(user: NewNatsUser, secret = newSecret()): Promise<string | null> {
    const { users } = this.read();
    if (users.some(({ name }) => name === user.name)) return null;
    await this.#keep([...users, { ...user, ...(await hashed(secret)) } as NatsUser]);
    return secret;
  }

  /** Gives a user another secret and answers it; null when there is no such user. */
  async rotate(name: string, secret = newSecret()): Promise<string | null> {
    const { users } = this.read();
    if (!users.some((user) => user.name === name)) return null;
    const changed = await hashed(secret);
    await this.#keep(users.map((user) => (user.name === name ? { ...user, ...changed } : user)));
    return secret;
  }

  /** False: there is no such user. */
  async remove(name: string): Promise<boolean> {
    const { users } = this.read();
    const left = users.filter((user) => user.name !== name);
    if (left.length === users.length) return false;
    await this.#keep(left);
    return true;
  }

  /** Both files change at once for a reader of either: each is renamed into its place. */
  async #keep(users: readonly NatsUser[]): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const kept: NatsUsers = { users: [...users] };
    this.#write(USERS, `${JSON.stringify(kept, null, 2)}\n`);
    this.#write(ACCOUNTS, natsAccounts(kept));
  }

  #write(name: string, content: string): void {
    const file = path.join(this.folder, name);
    writeFileSync(`${file}.new`, content, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

async function hashed(secret: string): Promise<Pick<NatsUser, 'secretHash' | 'createdAt'>> {
  return { secretHash: await hash(secret, BCRYPT_COST), createdAt: new Date().toISOString() };
}
