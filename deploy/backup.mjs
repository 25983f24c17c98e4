/**
 * Writes everything that was accepted into one file, while services go on working:
 *
 *   npm run backup -- FILE
 */
import { existsSync } from 'node:fs';
import { STREAMS } from '@demarc/contracts';
import { connectBus, identityOfStream, readWaiting } from '@demarc/runtime';
import { backUp, openStore } from '@demarc/store';
import { serversOf } from './servers-of.mjs';

const [file, ...rest] = process.argv.slice(2);
if (!file || file.startsWith('-') || rest.length > 0) {
  console.error('Say into which file: npm run backup -- demarc-2026-11-27.zip');
  process.exit(2);
}
if (existsSync(file)) {
  console.error(`${file} is there already: a backup is not written over another one. Name another file.`);
  process.exit(2);
}

const { databaseUrl, natsUrl } = serversOf(process.env);
const store = await openStore({ url: databaseUrl, poolSize: 1, applicationName: 'demarc-backup' });
const bus = await connectBus(natsUrl, 'demarc-backup', process.env);

async function* waitingEvents() {
  for await (const message of readWaiting(bus, STREAMS.events)) yield JSON.stringify(message);
}

try {
  const { migrations, tables, events } = await backUp({
    store,
    file,
    stream: await identityOfStream(bus, STREAMS.events),
    waitingEvents: waitingEvents(),
    now: new Date(),
    onPart: ({ name, count, bytes }) => console.log(`  ${name}: ${count}, ${bytes} bytes`),
  });
  const rows = tables.reduce((sum, { count }) => sum + count, 0);
  console.log(
    `${file}: ${rows} rows of ${tables.length} tables after ${migrations.at(-1)}, and ${events.count} events that waited.\n` +
      'It holds secrets of webhooks: keep it as safe as the database. Secrets that are settings are not in it.',
  );
} catch (error) {
  console.error(`No backup was made: ${error.message}`);
  process.exitCode = 1;
} finally {
  await bus.close();
  await store.destroy();
}
