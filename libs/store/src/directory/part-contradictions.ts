import type { Dated } from '@demarc/domain';
import type { PartRule } from './dated-parts.js';
import type { RowError } from './import-table.js';
import { compareText, isUndated, same } from './restate.js';

interface StatedValue {
  readonly line: number;
  readonly dated: Dated<string>;
}

/** A part that has one value at a time cannot have two now, or two that overlap; what does goes to `errors`. */
export function checkPart(rule: PartRule, stated: readonly StatedValue[], errors: RowError[]): void {
  if (!rule.one) return;
  const field = rule.column;
  const undated = stated.filter(({ dated }) => isUndated(dated));
  const [first] = undated;
  for (const { line, dated } of undated) {
    if (same(dated.value, first!.dated.value)) continue;
    const detail = `"${dated.value}" here, but "${first!.dated.value}" in line ${first!.line} for the same device; give ${rule.from} or ${rule.until}`;
    errors.push({ line, field, detail });
  }
  // Two names at once are the short and the long one, or a mistake that harms nobody.
  if (!rule.lasts) checkOverlap(stated, field, errors);
}

function checkOverlap(stated: readonly StatedValue[], field: string, errors: RowError[]): void {
  const spans = stated
    .filter(({ dated }) => !isUndated(dated))
    .toSorted((a, b) => compareText(a.dated.from ?? '', b.dated.from ?? ''));
  spans.forEach(({ line, dated }, at) => {
    const before = spans[at - 1];
    if (!before || same(before.dated.value, dated.value)) return;
    const sameBegin = before.dated.from === dated.from;
    if (!sameBegin && (before.dated.until === null || before.dated.until <= (dated.from ?? ''))) return;
    const detail = `"${dated.value}" overlaps "${before.dated.value}" in line ${before.line} for the same device`;
    errors.push({ line, field, detail });
  });
}
