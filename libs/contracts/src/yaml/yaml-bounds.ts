/** Words and signs. The largest policy that ships has 5,400. */
export const MOST_TOKENS = 40_000;
/** Anchors and aliases together: each alias looks through all of them. */
export const MOST_NAMES = 1_000;
/** Values, those that aliases stand for as often as they do. */
export const MOST_NODES = 100_000;
/** As in JSON: what reads it recurses. */
export const MOST_LEVELS = 64;
