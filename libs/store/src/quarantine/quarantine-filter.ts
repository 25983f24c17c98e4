import type { QuarantineState } from '@demarc/domain';

/** Which quarantined messages. What is not said does not matter. */
export interface QuarantineFilter {
  readonly ids?: readonly string[] | undefined;
  readonly states?: readonly QuarantineState[] | undefined;
  readonly tenant?: string | undefined;
  readonly reason?: string | undefined;
  readonly format?: string | undefined;
  readonly source?: string | undefined;
  /** That came then or later. */
  readonly since?: string | undefined;
}

export const FILTER_PARAMETERS = 7;

/** The condition of a filter over parameters from $1 on, {@link FILTER_PARAMETERS} of them. */
export const FITS = `($1::uuid[] is null or quarantine_id = any($1::uuid[])) and ($2::text[] is null or state = any($2::text[]))
  and ($3::text is null or tenant_id = $3 or split_part(subject, '.', 2) = $3) and ($4::text is null or reason = $4)
  and ($5::text is null or format = $5) and ($6::text is null or source = $6)
  and ($7::timestamptz is null or received_at >= $7::timestamptz)`;

export function filterValues({ ids, states, tenant, reason, format, source, since }: QuarantineFilter): unknown[] {
  return [ids, states, tenant, reason, format, source, since].map((value) => value ?? null);
}
