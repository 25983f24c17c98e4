/**
 * The process that stands in for the world outside: takes the mails and the webhooks of the demonstration. Apart from
 * the supervisor, so that a storm of notices does not slow that down.
 */
import { dataFolder } from './data-folder.js';
import { startMailSink } from './mail-sink.js';
import { startWebhookReceiver } from './webhook-receiver.js';

const { DEMARC_DATA_DIR: dataDir, DEMARC_MAIL_PORT: mailPort, DEMARC_RECEIVER_PORT: receiverPort } = process.env;
if (!dataDir || !mailPort || !receiverPort) {
  throw new Error('set DEMARC_DATA_DIR, DEMARC_MAIL_PORT and DEMARC_RECEIVER_PORT: "npm start" does');
}

const { mail, webhooks } = dataFolder(dataDir);
const sink = await startMailSink({ dir: mail, port: Number(mailPort) });
const receiver = await startWebhookReceiver({ dir: webhooks, mailDir: mail, port: Number(receiverPort) });
console.log(`mails at ${sink.url}, webhooks at ${receiver.url}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void Promise.all([sink.stop(), receiver.stop()]).then(() => process.exit(0)));
}
