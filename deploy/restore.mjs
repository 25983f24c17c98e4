/**
 * Makes an empty database and an empty NATS what they were when a backup was made, on the schema of this version:
 *
 *   npm run restore -- FILE             refuses servers that hold something
 *   npm run restore -- FILE --force     throws away what they hold
 *
 * Services must not run meanwhile.
 */
import { STREAMS, announceNotices } from '@demarc/contracts';
import { connectBus, depthOf, emptyStream, ensureStreams, putBack } from '@demarc/runtime';
import { ArchiveReader, DamagedBackup, NotRestored, quarantineKey, restore, waitingEventsOf } from '@demarc/store';
import { serversOf } from './servers-of.mjs';

const args = process.argv.slice(2);
const force = args.includes('--force');
const [file, ...rest] = args.filter((arg) => arg !== '--force');
if (!file || file.startsWith('-') || rest.length > 0) {
  console.error('Say which file: npm run restore -- demarc-2026-11-27.zip [--force]');
  process.exit(2);
}

const { databaseUrl, natsUrl } = serversOf(process.env);
const streams = Object.values(STREAMS);
const onPart = ({ name, count }) => console.log(`  ${name}: ${count}`);
let bus = null;

async function* waiting(archive, quarantined) {
  for await (const line of waitingEventsOf(archive)) {
    const message = JSON.parse(line);
    if (!quarantined.has(quarantineKey(message.seq, message.publishedAt))) yield message;
  }
}

try {
  const archive = await ArchiveReader.open(file);
  console.log(`Looking through ${file}, made ${archive.manifest.madeAt}`);
  await archive.verify(onPart);

  bus = await connectBus(natsUrl, 'demarc-restore', process.env);
  for (const stream of streams) {
    const depth = await depthOf(bus, stream);
    if (depth && !force)
      throw new NotRestored(`NATS is not empty: ${stream.name} has ${depth} messages. --force throws them away.`);
  }

  console.log('Restoring the database');
  const { owedNotices, quarantined } = await restore({
    url: databaseUrl,
    archive,
    force,
    announce: announceNotices,
    onPart,
  });
  await ensureStreams(bus, streams);
  for (const stream of streams) await emptyStream(bus, stream);
  const events = await putBack(bus, waiting(archive, quarantined));
  archive.close();
  console.log(
    `Restored. ${events} events wait to be routed and ${owedNotices} notices to be sent: start the services.\n` +
      'What was sent after the backup was made is sent again, under the same ids.',
  );
} catch (error) {
  console.error(error.message);
  if (!(error instanceof DamagedBackup || error instanceof NotRestored))
    console.error('The servers may hold a part of it: mend the cause and restore again, with --force.');
  process.exitCode = 1;
} finally {
  await bus?.close();
}
