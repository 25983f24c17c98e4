import type { SourceSeverity } from '@demarc/domain';

/**
 * The words sources use, in Graph's. Read without case and outer spaces: `"Informational "`, `HIGH`.
 * A word nobody knows is `unknown`: Graph's enums grow (its `unknownFutureValue`), and a new member is no error.
 */
const WORDS: Readonly<Record<SourceSeverity, readonly string[]>> = {
  high: ['high', 'critical', 'page', 'emergency', 'fatal', 'a'],
  medium: ['medium', 'moderate', 'error', 'major', 'warning', 'warn', 'b'],
  low: ['low', 'minor', 'c'],
  informational: ['informational', 'information', 'info', 'none'],
  unknown: [],
};

const byWord = new Map(
  Object.entries(WORDS).flatMap(([severity, words]) =>
    words.map((word) => [word, severity as SourceSeverity] as const),
  ),
);

/** The severity a source's word stands for; `unknown` for null and for words nobody knows. */
export function severityOf(word: string | null): SourceSeverity {
  if (word === null) return 'unknown';
  return byWord.get(word) ?? byWord.get(word.trim().toLowerCase()) ?? 'unknown';
}
