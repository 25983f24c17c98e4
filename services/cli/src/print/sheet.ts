import type { Session } from '../session.js';

/** What a part of an incident's sheet is written with. */
export type Sheet = Pick<Session, 'style' | 'width'> & { readonly now: Date };

/** Names of parts stand in a column of their own; what they say begins here. */
export const MARGIN = ' '.repeat(12);
