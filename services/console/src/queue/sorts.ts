/** As the API sorts; the first is what it does unless it is told otherwise. */
export const SORTS = ['-openedAt', 'openedAt', 'severity', 'nextDueAt', '-lastActivityAt'] as const;
