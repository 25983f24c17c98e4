import type { AdoptionView } from '@demarc/contracts';

/** A time in which one policy holds. */
export interface Span {
  readonly version: string;
  readonly title: string;
  /** Null: since ever. */
  readonly from: string | null;
  /** Null: until another is adopted. */
  readonly until: string | null;
  readonly isInForce: boolean;
  readonly adoptedBy: string | null;
  readonly approvedBy: string | null;
}

/** What was adopted as times in which it holds; of several from one moment the last that was said counts. */
export function spansOf(items: readonly AdoptionView[]): readonly Span[] {
  const counting = items.filter(
    ({ holdsFrom }, at) => items[at + 1]?.holdsFrom !== holdsFrom || at + 1 === items.length,
  );
  return counting.map(({ version, title, holdsFrom, isInForce, adoptedBy, approvedBy }, at) => ({
    version,
    title,
    from: holdsFrom,
    until: counting[at + 1]?.holdsFrom ?? null,
    isInForce,
    adoptedBy,
    approvedBy,
  }));
}
