import type { AreaRule, Instant, Kind, SourceEvent } from '@demarc/domain';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a format may know beside the JSON it parses. */
export interface FormatContext {
  readonly tenant: string;
  readonly kind: Kind;
  /** The tenant's own rules on what an event is about, in their order; the same array while they do not change. */
  readonly areaRules: readonly AreaRule[];
  /** When the message was published: stands in for a time the source did not give. */
  readonly receivedAt: Instant;
  /** The CloudEvents `source` and `id`, when the JSON came as the data of one. */
  readonly envelope: { readonly source: string; readonly id: string; readonly time: Instant | null } | null;
}

/** What a format makes of one message: its events, and for whom the source claims to speak. */
export interface Parsed {
  readonly events: readonly SourceEvent[];
  /** Entra tenant ids as the source wrote them; placeholders among them are ignored by the decoder. */
  readonly claimedTenantIds: readonly string[];
  /** Names of Demarc tenants as the source wrote them. */
  readonly claimedTenants: readonly string[];
}

/**
 * One source's JSON. A new format is one file that exports one of these, its fixtures,
 * and a line in `registry.ts`. `parse` throws {@link Unreadable} and nothing else.
 */
export interface EventFormat {
  /** The token of the subject and the path: `events.<tenant>.<kind>.<name>`. */
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
  /** CloudEvents `type`s whose data is in this format, compared without case; a trailing `*` matches any ending. */
  readonly cloudEventTypes: readonly string[];
  parse(json: Json, context: FormatContext): Parsed;
}

export const QUARANTINE_REASONS = [
  'bad-subject',
  'unknown-tenant',
  'wrong-tenant',
  'unknown-format',
  'not-json',
  'not-cloudevent',
  'not-in-format',
  'too-deep',
  'too-large',
  'reserved',
  'processing-failed',
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** A message that cannot become an event: why, and which field is at fault (null: the whole). */
export class Unreadable extends Error {
  constructor(
    readonly reason: QuarantineReason,
    readonly field: string | null,
    detail: string,
  ) {
    super(detail);
    this.name = 'Unreadable';
  }
}
