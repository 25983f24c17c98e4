import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NatsUsers } from '@demarc/contracts';
import { EXIT } from '../exit-code.js';
import { Failure, usage } from '../failure.js';
import type { Session } from '../session.js';

/** Gives each consumer among the users its durable, and takes those away that nobody has. */
export async function syncDurables({ io, show }: Session, users: NatsUsers, dataDir: string): Promise<void> {
  const url = io.env['NATS_URL']?.trim() || natsOfRunning(dataDir);
  if (url === null)
    throw usage(
      'Nothing says where NATS is.',
      'Set NATS_URL to nats://operator:<secret>@host:port, or run `npm start`.',
    );
  // oxlint-disable-next-line no-restricted-imports -- as the users: one way to make them
  const { connectBus, syncCustomerDurables } = await import('@demarc/runtime');
  const bus = await connectBus(url, 'demarc-command', io.env).catch((error: unknown) => {
    throw new Failure(EXIT.unreachable, (error as Error).message);
  });
  try {
    const { made, removed } = await syncCustomerDurables(bus, users);
    show({ made, removed }, () => [...told('made', made), ...told('removed', removed)].join('\n') || 'All are there.');
  } catch (error) {
    const advice = 'The user in NATS_URL must be an operator, and the services must have been started once.';
    throw new Failure(EXIT.refused, `The durables cannot be made: ${(error as Error).message}.`, advice);
  } finally {
    await bus.close();
  }
}

const told = (what: string, names: readonly string[]): readonly string[] => names.map((name) => `${what} ${name}`);

function natsOfRunning(dataDir: string): string | null {
  try {
    const { urls } = JSON.parse(readFileSync(path.join(dataDir, 'runtime.json'), 'utf8')) as {
      urls?: { nats?: string };
    };
    return urls?.nats ?? null;
  } catch {
    return null;
  }
}
