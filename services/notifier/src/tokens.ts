/** What Nest injects that has no class of its own. */
export const LOG = Symbol('log');
