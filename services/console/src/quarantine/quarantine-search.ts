import type { QuarantineReason } from '@demarc/contracts';
import { QUARANTINE_STATES, type QuarantineState } from '@demarc/domain';

/** Why a message is here, in the order in which they are offered. Every reason the contracts know must be among them. */
const EVERY_REASON: Readonly<Record<QuarantineReason, true>> = {
  'unknown-tenant': true,
  'wrong-tenant': true,
  'bad-subject': true,
  'unknown-format': true,
  'not-in-format': true,
  'not-json': true,
  'not-cloudevent': true,
  'too-deep': true,
  'too-large': true,
  reserved: true,
  'processing-failed': true,
};
export const REASONS = Object.keys(EVERY_REASON) as readonly QuarantineReason[];

/** What the list is narrowed to, which message is open and which redrive is watched, as it stands in the address. */
export interface QuarantineSearch {
  /** Without it, what waits or is being redriven. */
  readonly state?: readonly QuarantineState[];
  readonly reason?: QuarantineReason;
  readonly tenant?: string;
  readonly source?: string;
  readonly format?: string;
  readonly message?: string;
  readonly redrive?: string;
}

const TEXTS = ['tenant', 'source', 'format', 'message', 'redrive'] as const;

export function quarantineSearch(given: Readonly<Record<string, unknown>>): QuarantineSearch {
  const asked = new Set([given['state']].flat().flatMap((text) => (typeof text === 'string' ? text.split(',') : [])));
  const state = QUARANTINE_STATES.filter((known) => asked.has(known));
  const reason = REASONS.find((known) => known === given['reason']);
  const texts = TEXTS.flatMap((name) =>
    typeof given[name] === 'string' && given[name] !== '' ? [[name, given[name]]] : [],
  );
  return { ...Object.fromEntries(texts), ...(state.length > 0 && { state }), ...(reason && { reason }) };
}

/** The filters that a list and a redrive of all that fits have in common. */
export function filtersOf({ reason, tenant, source, format }: QuarantineSearch) {
  return { ...(reason && { reason }), ...(tenant && { tenant }), ...(source && { source }), ...(format && { format }) };
}
