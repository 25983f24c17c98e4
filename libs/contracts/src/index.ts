export * from './bus/topology.js';
export * from './bus/messages.js';
export * from './bus/announce.js';
export * from './format/format.js';
