import type { Instant } from './instant.js';
import type { Area, HandledBy, Kind, SourceSeverity } from './vocabulary.js';

/** How a subject takes part. A `contextual` device alone does not pull an alert to the SOC (domain case 13). */
export type SubjectRole = 'affected' | 'contextual';

/** A device an event names, with every identifier the event gave; null or absent means "not said". */
export interface DeviceSubject {
  readonly type: 'device';
  readonly entraId: string | null;
  readonly defenderId: string | null;
  readonly name: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly tags: readonly string[];
  /** Whether Defender manages it; null: not said. */
  readonly onboarded: boolean | null;
  readonly role: SubjectRole;
  /** Where in the source's JSON it stood, such as `evidence[2].mdeDeviceId`: provenance for the receipt. */
  readonly path: string;
}

export interface OtherSubject {
  readonly type: 'user' | 'mailbox' | 'application' | 'service';
  readonly id: string | null;
  readonly name: string | null;
  readonly role: SubjectRole;
  readonly path: string;
}

export type Subject = DeviceSubject | OtherSubject;

/** `firing`: it is going on; `resolved`: the source says it is over. */
export type SourceStatus = 'firing' | 'resolved';

/**
 * One event in Demarc's words, whatever format it came in. `(tenant, source, id, version)` names it:
 * the same four seen twice are one event; the same first three with a greater version are an update.
 */
export interface SourceEvent {
  readonly tenant: string;
  readonly source: string;
  readonly id: string;
  /** Orders updates of one id; compared as text. A source without update times uses ''. */
  readonly version: string;
  readonly format: string;
  readonly kind: Kind;
  readonly area: Area;
  /** Which rule or field gave the area, for the receipt. */
  readonly areaFrom: string;
  readonly severity: SourceSeverity;
  /** The severity as the source wrote it; null when it wrote none. */
  readonly severityText: string | null;
  readonly status: SourceStatus;
  readonly title: string;
  readonly description: string | null;
  readonly category: string | null;
  readonly techniques: readonly string[];
  readonly handledBy: HandledBy;
  /** What of the event said who handled it, for the receipt. */
  readonly handledByFrom: string;
  /** The source itself says that the service is affected; null when it does not say. */
  readonly serviceImpact: boolean | null;
  /** The service raised it about itself: internal to Microsoft until the customer is engaged (domain 2.3). */
  readonly serviceRaised?: true;
  readonly firstActivityAt: Instant;
  readonly lastActivityAt: Instant;
  /** Groups events into one incident: the provider's incident id, else the event's dedup key. */
  readonly correlationKey: string;
  readonly subjects: readonly Subject[];
  readonly link: string | null;
  /** What the parser had to assume or could not read; shown with the event, never a reason to drop it. */
  readonly remarks: readonly string[];
}
