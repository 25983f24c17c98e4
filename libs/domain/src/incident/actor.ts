import type { Actor } from './incident.js';

/** Who acts when no person does. */
export const DEMARC: Actor = { party: 'demarc', name: 'demarc' };
