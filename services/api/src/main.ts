import { readConfig, runService } from '@demarc/runtime';
import { apiConfig } from './config.js';
import { startApi } from './start-api.js';

await runService('api', () => startApi(readConfig(apiConfig, process.env)));
