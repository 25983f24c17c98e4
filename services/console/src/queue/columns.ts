/** The columns of the list in order; `width` is a track of the grid. `what` is always there. */
export const COLUMNS = [
  { name: 'severity', width: '104px' },
  { name: 'what', width: 'minmax(200px, 3fr)' },
  { name: 'about', width: 'minmax(110px, 1.2fr)' },
  { name: 'tenant', width: 'minmax(76px, 0.6fr)' },
  { name: 'owner', width: 'minmax(100px, 0.9fr)' },
  { name: 'state', width: '104px' },
  { name: 'assignee', width: 'minmax(96px, 0.8fr)' },
  { name: 'clock', width: 'minmax(168px, 1.1fr)' },
  { name: 'age', width: '92px' },
  { name: 'count', width: '56px' },
] as const;
export type ColumnName = (typeof COLUMNS)[number]['name'];

export const shownColumns = (hidden: readonly string[]): readonly (typeof COLUMNS)[number][] =>
  COLUMNS.filter(({ name }) => name === 'what' || !hidden.includes(name));
