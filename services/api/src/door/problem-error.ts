import type { ProblemCode, ProblemField } from '@demarc/contracts';

export interface ProblemDetails {
  readonly errors?: readonly ProblemField[];
  readonly retryAfterS?: number;
  readonly etag?: string;
  /** How to say who one is, as `WWW-Authenticate` (RFC 9110, 11.6.1). */
  readonly challenge?: string;
}

/** A request that cannot be done, as the client will read it: what happened, to which thing, what to do. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly more: ProblemDetails = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.name = 'ProblemError';
  }
}
