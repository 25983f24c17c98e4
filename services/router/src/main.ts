import './frugal-heap.js';
import { readConfig, runService } from '@demarc/runtime';
import { routerConfig } from './config.js';
import { startRouter } from './start-router.js';

await runService('router', () => startRouter(readConfig(routerConfig, process.env)));
