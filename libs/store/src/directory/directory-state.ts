import { type DirectoryState, NEVER_IMPORTED, instantOf } from '@demarc/domain';

/** A state as a statement selects it; the driver gives bigint as text. */
export interface DirectoryStateRow {
  readonly revision: string;
  readonly asOf: Date | null;
  readonly coverage: DirectoryState['coverage'];
  readonly freshHours: number | null;
}

/** Before its first import a directory has no state of its own, whatever its tenant was set to. */
export function directoryStateOf({ revision, asOf, coverage, freshHours }: DirectoryStateRow): DirectoryState {
  if (asOf === null) return NEVER_IMPORTED;
  return { revision: Number(revision), asOf: instantOf(asOf), coverage, freshForHours: freshHours };
}
