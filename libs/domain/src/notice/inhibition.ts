import type { Area, Severity } from '../event/vocabulary.js';
import type { Incident } from '../incident/incident.js';
import { globMatches } from './glob.js';

/** One trouble that explains others: while the first is open, notices of the others are muted. */
export interface InhibitionRule {
  readonly name: string;
  /** An open operational incident of the same customer in one of these areas, at least that severe. */
  readonly source: { readonly areas: readonly Area[]; readonly severities: readonly Severity[] };
  /** Operational incidents in one of these areas whose title is like one of these patterns. */
  readonly target: { readonly areas: readonly Area[]; readonly titles: readonly string[] };
}

/** What a network outage explains. A product decision; a customer may have rules of its own instead. */
export const SHIPPED_INHIBITION: readonly InhibitionRule[] = [
  {
    name: 'network-outage',
    source: { areas: ['network', 'vpn', 'proxy'], severities: ['A', 'B'] },
    target: {
      areas: ['device-health', 'endpoint', 'other', 'printing', 'conference-room'],
      titles: ['*unreachable*', '*offline*', '*not responding*', '*no heartbeat*', '*is down*', '*not reachable*'],
    },
  },
];

type Looked = Pick<Incident, 'kind' | 'area' | 'title'>;

/** The rules under which an incident can be explained by another one. */
export function rulesFor(rules: readonly InhibitionRule[], { kind, area, title }: Looked): readonly InhibitionRule[] {
  if (kind !== 'operational') return [];
  return rules.filter(
    ({ target }) => target.areas.includes(area) && target.titles.some((pattern) => globMatches(pattern, title)),
  );
}
