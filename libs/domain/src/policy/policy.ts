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

/** Whom of the other party to tell, and when. */
export interface InformRule {
  readonly queue: Queue;
  readonly when: InformWhen;
}

/** `table`: by the policy's table; `fixed`: whatever the source says; `lower`: so many levels below the table, at least C. */
export type SeverityRule =
  | { readonly rule: 'table' }
  | { readonly rule: 'fixed'; readonly severity: Severity }
  | { readonly rule: 'lower'; readonly levels: number };

/** How soon the owner answers first and how often it tells more, in minutes of support hours. */
export interface Clocks {
  readonly firstResponseMinutes: number;
  readonly updateMinutes: number;
  readonly hours: '24x7' | 'support-hours';
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
  /** Which of the customer's contacts it concerns: the owner's own area, or whom Microsoft turns to. */
  readonly contactArea: ContactArea;
  readonly inform: InformRule;
  readonly severity: SeverityRule;
  /** False: no service level runs (Test ring, domain case 22). */
  readonly clocks: boolean;
  /** Device actions the owner may take under this clause. */
  readonly actions: readonly DeviceAction[];
  /** The decision is to be taken again when the directory learns more. */
  readonly provisional: boolean;
  /** Earlier clauses that deliberately take cells from this one; the linter refuses an overlap that is not said. */
  readonly yieldsTo: readonly string[];
}

/** Defender's device actions (domain 3.3). */
export const DEVICE_ACTIONS = [
  'isolate',
  'unisolate',
  'runAntiVirusScan',
  'collectInvestigationPackage',
  'restrictCodeExecution',
  'unrestrictCodeExecution',
  'stopAndQuarantineFile',
] as const;
export type DeviceAction = (typeof DEVICE_ACTIONS)[number];

/** What the directory may know about an event's subjects that makes it the service's business. */
export const INVOLVEMENTS = ['user-with-mmd-device', 'contextual-mmd-device', 'device-now-in-mmd'] as const;
export type Involvement = (typeof INVOLVEMENTS)[number];

/**
 * When an event "may impact the service" (CU-6). A rule matches when all that it names holds; the first that matches
 * answers yes, and all that match are named in the receipt.
 */
export interface ServiceImpactRule {
  readonly id: string;
  readonly because: string;
  readonly kind?: readonly Kind[];
  readonly severity?: readonly SourceSeverity[];
  /** Compared without case, spaces and punctuation: sources write `LateralMovement` and `lateral movement`. */
  readonly category?: readonly string[];
  /** MITRE techniques; `T1021` also means its sub-techniques. */
  readonly technique?: readonly string[];
  readonly area?: readonly Area[];
  readonly involves?: readonly Involvement[];
}

export interface Policy {
  /** Names the policy for ever, such as `2021-08-08` or `contoso-2026-01`. Never used twice. */
  readonly version: string;
  readonly title: string;
  /** The first day it may hold, as its page was published; null: any. */
  readonly publishedOn: string | null;
  /** The version it overrides or extends; null: none. */
  readonly extends: string | null;
  /** Of the file's text, so that a receipt proves which words decided. */
  readonly digest: string;
  readonly clauses: readonly Clause[];
  readonly severity: Readonly<Record<SourceSeverity, Severity>>;
  readonly clocks: Readonly<Record<Severity, Clocks>>;
  readonly serviceImpact: readonly ServiceImpactRule[];
}

export function partyOf(queue: Queue): Party {
  return queue.startsWith('microsoft/') ? 'microsoft' : 'customer';
}
