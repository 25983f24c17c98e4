import type { Instant } from '../event/instant.js';
import type { SourceEvent } from '../event/source-event.js';
import type { Involvement, ServiceImpactRule } from './policy.js';

/** Whether an event may impact the service, and what says so. */
export interface ServiceImpact {
  readonly answer: 'yes' | 'no';
  readonly because: string;
  /** Every rule that matched, whether or not it was needed. */
  readonly rules: readonly string[];
}

/** What a person said about an incident's impact on the service. */
export interface ServiceImpactFlag {
  readonly impact: 'yes' | 'no';
  readonly by: string;
  readonly at: Instant;
}

/** A person's word wins, then the source's own; else the first rule of the policy that matches; else no. */
export function serviceImpact(
  event: SourceEvent,
  rules: readonly ServiceImpactRule[],
  involved: readonly Involvement[],
  flag: ServiceImpactFlag | null,
): ServiceImpact {
  const matching = rules.filter((candidate) => matches(candidate, event, involved));
  const ids = matching.map(({ id }) => id);
  if (flag) return { answer: flag.impact, because: `said by ${flag.by} on ${flag.at}`, rules: ids };
  if (event.serviceImpact !== null) {
    return { answer: event.serviceImpact ? 'yes' : 'no', because: 'said by the source', rules: ids };
  }
  const [first] = matching;
  return first
    ? { answer: 'yes', because: `${first.id}: ${first.because}`, rules: ids }
    : { answer: 'no', because: 'no rule matched', rules: ids };
}

function matches(rule: ServiceImpactRule, event: SourceEvent, involved: readonly Involvement[]): boolean {
  if (rule.kind && !rule.kind.includes(event.kind)) return false;
  if (rule.severity && !rule.severity.includes(event.severity)) return false;
  if (rule.area && !rule.area.includes(event.area)) return false;
  if (rule.involves && !rule.involves.some((candidate) => involved.includes(candidate))) return false;
  if (rule.category && !isOneOf(event.category, rule.category)) return false;
  return !rule.technique || event.techniques.some((technique) => isTechnique(technique, rule.technique!));
}

function isOneOf(category: string | null, wanted: readonly string[]): boolean {
  if (category === null) return false;
  const folded = fold(category);
  return wanted.some((candidate) => fold(candidate) === folded);
}

function isTechnique(technique: string, wanted: readonly string[]): boolean {
  return wanted.some(
    (candidate) =>
      technique.startsWith(candidate) &&
      (technique.length === candidate.length || technique.charAt(candidate.length) === '.'),
  );
}

const folded = new Map<string, string>();
const FOLDED_REMEMBERED = 10_000;

/** Categories repeat: folding each once keeps it out of the profile. */
function fold(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  if (folded.size >= FOLDED_REMEMBERED) folded.clear();
  const value = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  folded.set(text, value);
  return value;
}
