import type { Probes } from './probe.js';
import { PROBES_OF_KEEPING } from './probes-of-keeping.js';
import { PROBES_OF_WORK } from './probes-of-work.js';

/** How to ask at every door there is. */
export const PROBES: Probes = { ...PROBES_OF_WORK, ...PROBES_OF_KEEPING };
