/** The columns of the list in order; `width` is a track of the grid. `what` is always there. */
export const COLUMNS = [
  { name: 'severity', width: '96px' },
  { name: 'what', width: 'minmax(220px, 4fr)' },
  { name: 'about', width: 'minmax(120px, 1.3fr)' },
  { name: 'tenant', width: 'minmax(76px, 0.6fr)' },
  { name: 'owner', width: 'minmax(100px, 0.9fr)' },
  { name: 'state', width: '88px' },
  { name: 'assignee', width: 'minmax(96px, 0.8fr)' },
  { name: 'clock', width: 'minmax(150px, 1fr)' },
  { name: 'age', width: '76px' },
  { name: 'count', width: '56px' },
] as const;
export type ColumnName = (typeof COLUMNS)[number]['name'];

/** The same list for the same choice, so that rows need not be drawn again. */
export const shownColumns = (hidden: readonly string[]): readonly (typeof COLUMNS)[number][] =>
  COLUMNS.filter(({ name }) => name === 'what' || !hidden.includes(name));
