export * from './config.js';
export * from './start-notifier.js';
export * from './channel.js';
