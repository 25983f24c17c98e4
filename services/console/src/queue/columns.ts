/** The columns of the list in order; `width` is a track of the grid. `what` is always there. */
export const COLUMNS = [
  { name: 'severity', width: 'var(--severity)' },
  { name: 'what', width: 'minmax(200px, 4fr)' },
  { name: 'about', width: 'minmax(100px, 1.3fr)' },
  { name: 'tenant', width: 'minmax(70px, 0.6fr)' },
  { name: 'owner', width: 'minmax(90px, 0.9fr)' },
  { name: 'state', width: '108px' },
  { name: 'assignee', width: 'minmax(84px, 0.8fr)' },
  { name: 'clock', width: 'minmax(160px, 1fr)' },
  { name: 'age', width: '84px' },
  { name: 'count', width: '52px' },
] as const;
export type ColumnName = (typeof COLUMNS)[number]['name'];

/** Those that say something: whoever sees one tenant alone is not told which in every row. */
export const columnsFor = (onlyTenant: string | null): readonly (typeof COLUMNS)[number][] =>
  COLUMNS.filter(({ name }) => name !== 'tenant' || onlyTenant === null);
