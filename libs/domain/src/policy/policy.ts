import type { Area, DeviceClass, HandledBy, Kind, RingFact, Severity, SourceSeverity } from '../event/vocabulary.js';

export const PARTIES = ['microsoft', 'customer'] as const;
export type Party = (typeof PARTIES)[number];

export const MICROSOFT_TEAMS = ['security-operations', 'operations'] as const;
/** The focus areas a customer names contacts for (MD:prepare/add-admin-contacts.md). */
export const CONTACT_AREAS = ['security', 'devices', 'app-packaging', 'it-help-desk', 'other'] as const;
export type ContactArea = (typeof CONTACT_AREAS)[number];

/** A party's team: `microsoft/security-operations`, `microsoft/operations` or `customer/<contact area>`. */
export const QUEUES = [
  'microsoft/security-operations',
  'microsoft/operations',
  'customer/security',
  'customer/devices',
  'customer/app-packaging',
  'customer/it-help-desk',
  'customer/other',
] as const;
export type Queue = (typeof QUEUES)[number];

/** The finite facts a policy decides on; every combination of them is one cell of the matrix. */
export interface Facts {
  readonly kind: Kind;
  readonly device: DeviceClass;
  readonly area: Area;
  readonly handledBy: HandledBy;
  readonly serviceImpact: 'yes' | 'no';
  readonly ring: RingFact;
}

export type FactName = keyof Facts;
export const FACT_NAMES = [
  'kind',
  'device',
  'area',
  'handledBy',
  'serviceImpact',
  'ring',
] as const satisfies FactName[];

/** A clause applies when every fact it names has one of the listed values; a fact it leaves out may be anything. */
export type Condition = { readonly [Name in FactName]?: readonly Facts[Name][] };

export type InformWhen = 'always' | 'when-service-impact' | 'never';

export interface InformRule {
  readonly queue: Queue;
  readonly when: InformWhen;
}

/** One row of the responsibility matrix. */
export interface Clause {
  readonly id: string;
  readonly title: string;
  /** The row of the published page it restates; null for a product decision. */
  readonly source: string | null;
  readonly quote: string | null;
  readonly when: Condition;
  readonly queue: Queue;
  readonly inform: InformRule;
  /** Device actions the owner may take under this clause. */
  readonly actions: readonly string[];
  /** False: no service level runs (Test ring, domain case 22). */
  readonly clocks: boolean;
  /** Overrides the policy's severity table for incidents of this clause. */
  readonly severity?: Severity;
  /** The decision is to be taken again when the directory learns more. */
  readonly provisional: boolean;
}

/** When an event "may impact the service" (CU-6); any rule that matches answers yes and is named in the receipt. */
export interface ServiceImpactRule {
  readonly id: string;
  readonly because: string;
  readonly kind?: readonly Kind[];
  readonly severity?: readonly SourceSeverity[];
  /** Compared without case, spaces and punctuation: sources write `LateralMovement` and `lateral movement`. */
  readonly category?: readonly string[];
  readonly area?: readonly Area[];
}

export interface Policy {
  /** The version, such as `2021-08-08`: also the first day it may hold. */
  readonly version: string;
  readonly title: string;
  readonly clauses: readonly Clause[];
  readonly severity: Readonly<Record<SourceSeverity, Severity>>;
  readonly serviceImpact: readonly ServiceImpactRule[];
}

export function partyOf(queue: Queue): Party {
  return queue.startsWith('microsoft/') ? 'microsoft' : 'customer';
}
