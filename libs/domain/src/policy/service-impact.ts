import type { SourceEvent } from '../event/source-event.js';
import type { ServiceImpactRule } from './policy.js';

/** Whether an event may impact the service, and what says so. */
export interface ServiceImpact {
  readonly answer: 'yes' | 'no';
  readonly because: string;
}

/** The source's own word wins; else the first rule of the policy that matches; else no. */
export function serviceImpact(event: SourceEvent, rules: readonly ServiceImpactRule[]): ServiceImpact {
  if (event.serviceImpact !== null) {
    return { answer: event.serviceImpact ? 'yes' : 'no', because: 'said by the source' };
  }
  const rule = rules.find((candidate) => matches(candidate, event));
  return rule
    ? { answer: 'yes', because: `${rule.id}: ${rule.because}` }
    : { answer: 'no', because: 'no rule matched' };
}

function matches(rule: ServiceImpactRule, event: SourceEvent): boolean {
  if (rule.kind && !rule.kind.includes(event.kind)) return false;
  if (rule.severity && !rule.severity.includes(event.severity)) return false;
  if (rule.area && !rule.area.includes(event.area)) return false;
  if (rule.category) {
    const category = fold(event.category ?? '');
    if (!rule.category.some((candidate) => fold(candidate) === category)) return false;
  }
  return true;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
