/** What keys do something to: the rows that are chosen, or else the one that is marked; -1 when none is. */
export function meantBy<Row extends { readonly id: string }>(
  rows: readonly Row[],
  active: number,
  chosen: ReadonlySet<string>,
): readonly Row[] {
  if (chosen.size > 0) return rows.filter(({ id }) => chosen.has(id));
  const marked = rows[active];
  return marked ? [marked] : [];
}
