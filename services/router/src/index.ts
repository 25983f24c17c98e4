export { type RouterConfig, routerConfig } from './config.js';
export { type RouterOptions, startRouter } from './start-router.js';
