import { watch } from 'node:fs';
import path from 'node:path';

import { NATS_SERVICES, type NatsService } from '@demarc/contracts';
import type { NatsUserFile } from '@demarc/runtime';

/** How each of Demarc's own users reaches the server. */
export type NatsUrls = Readonly<Record<NatsService, string>>;

/** Demarc's own users, each with a secret of this start that is written down nowhere; those of tenants stay as they are. */
export async function ownNatsUsers(users: NatsUserFile, port: number): Promise<NatsUrls> {
  const urls: Partial<Record<NatsService, string>> = {};
  for (const name of NATS_SERVICES) {
    const secret = (await users.add({ kind: name, name })) ?? (await users.rotate(name));
    urls[name] = `nats://${name}:${secret}@127.0.0.1:${port}`;
  }
  return urls as NatsUrls;
}

/** nats-server 2.9 connects what an account takes from a new one only when it reads the same once more. */
const AGAIN_AFTER_MS = 500;

/** Has the server read its users again whenever `demarc nats user` changes them. Answers how to end it. */
export function followNatsUsers({ folder, accountsFile }: NatsUserFile, pidOf: () => number | null): () => void {
  let again: NodeJS.Timeout | undefined;
  const tell = (): void => {
    const pid = pidOf();
    if (pid !== null) process.kill(pid, 'SIGHUP');
  };
  const watcher = watch(folder, (_event, name) => {
    if (name !== path.basename(accountsFile)) return;
    tell();
    clearTimeout(again);
    again = setTimeout(tell, AGAIN_AFTER_MS);
  });
  return () => {
    clearTimeout(again);
    watcher.close();
  };
}
