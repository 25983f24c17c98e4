import { readConfig, runService } from '@demarc/runtime';
import { notifierConfig } from './config.js';
import { startNotifier } from './start-notifier.js';

// The configuration is read inside, so that its mistakes are told like any other reason not to start.
await runService('notifier', async () => startNotifier(readConfig(notifierConfig, process.env)));
