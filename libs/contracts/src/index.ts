export * from './bus/topology.js';
export * from './bus/messages.js';
export * from './format/format.js';
