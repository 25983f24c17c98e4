import type { PolicyView } from '@demarc/contracts';
import { AREAS, type Area, type Condition, type DeviceClass, type Kind } from '@demarc/domain';

export type MatrixRow = PolicyView['rows'][number];

/** A clause in a cell, with what must hold besides the cell's kind, area and device. */
export interface CellEntry {
  readonly row: MatrixRow;
  readonly only: Pick<Condition, 'handledBy' | 'serviceImpact' | 'ring'>;
}

/** Neighbouring devices of one row about which the same is decided. */
export interface GridCell {
  readonly devices: readonly DeviceClass[];
  readonly entries: readonly CellEntry[];
}

/** Areas about which the same is decided, whatever the device. */
export interface GridRow {
  readonly areas: readonly Area[];
  readonly cells: readonly GridCell[];
}

/** The devices as the columns stand: what is in the service, what names none, what is outside, what nobody can place. */
export const COLUMNS = ['mmd', 'none', 'non-mmd', 'undetermined'] as const satisfies readonly DeviceClass[];

/** The part of a policy for one kind of event as a table, areas by devices; nothing is said twice. */
export function gridOf(rows: readonly MatrixRow[], kind: Kind): readonly GridRow[] {
  const ofKind = rows.flatMap((row) =>
    row.situations.flatMap((situation) => (holds(situation.kind, kind) ? [{ row, situation }] : [])),
  );
  const entriesOf = (area: Area, device: DeviceClass): readonly CellEntry[] => {
    const known = new Set<string>();
    return ofKind.flatMap(({ row, situation }): CellEntry[] => {
      if (!holds(situation.area, area) || !holds(situation.device, device)) return [];
      if (device === 'none' && !holds(situation.ring, 'production')) return [];
      const entry = { row, only: onlyOf(situation, device) };
      const name = nameOf([entry]);
      return known.size === known.add(name).size ? [] : [entry];
    });
  };
  const areas = AREAS.map((area) => ({ area, cells: COLUMNS.map((device) => entriesOf(area, device)) }));
  const alike = Map.groupBy(areas, ({ cells }) => cells.map(nameOf).join('\n'));
  return [...alike.values()].map((group) => ({
    areas: group.map(({ area }) => area),
    cells: merged(group[0]!.cells),
  }));
}

/** Of the cells that a clause decides for a kind, the first. */
export function kindOf(row: MatrixRow): Kind | undefined {
  return row.situations.find(({ kind }) => kind !== undefined)?.kind?.[0];
}

const holds = <Value extends string>(values: readonly Value[] | undefined, value: Value): boolean =>
  values === undefined || values.includes(value);

/** A ring is a device's, so that without one nothing is said of it. */
function onlyOf({ handledBy, serviceImpact, ring }: Condition, device: DeviceClass): CellEntry['only'] {
  return {
    ...(handledBy && { handledBy }),
    ...(serviceImpact && { serviceImpact }),
    ...(ring && device !== 'none' && { ring }),
  };
}

const nameOf = (entries: readonly CellEntry[]): string =>
  JSON.stringify(entries.map(({ row, only }) => [row.clauseId, only]));

function merged(cells: readonly (readonly CellEntry[])[]): readonly GridCell[] {
  const found: { devices: DeviceClass[]; entries: readonly CellEntry[] }[] = [];
  for (const [at, entries] of cells.entries()) {
    const last = found.at(-1);
    if (last && nameOf(last.entries) === nameOf(entries)) last.devices.push(COLUMNS[at]!);
    else found.push({ devices: [COLUMNS[at]!], entries });
  }
  return found;
}
