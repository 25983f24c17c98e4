import type { ProblemCode, ProblemField } from '@demarc/contracts';

interface Problem {
  readonly status: number;
  readonly code: ProblemCode | null;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly ProblemField[];
}

/** What the API refused, in its own words. */
export class Refused extends Error implements Problem {
  readonly status: number;
  readonly code: ProblemCode | null;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly ProblemField[];

  constructor({ status, code, title, detail, errors }: Problem) {
    super(detail || title);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
  }

  /** Somebody else changed it since it was read. */
  get isConflict(): boolean {
    return this.code === 'stale' || this.code === 'wrong-state' || this.code === 'not-owner';
  }
}

/** No answer came: this machine is offline, or Demarc is. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
  }
}

const TYPE_PREFIX = 'urn:demarc:problem:';

/** A problem document of the API; a proxy before it may answer with less. */
export interface ProblemDocument {
  readonly status: number;
  readonly title: string;
  readonly type?: string;
  readonly detail?: string;
  readonly errors?: readonly ProblemField[] | undefined;
}

export function refusedWith({ status, title, type = '', detail = '', errors = [] }: ProblemDocument): Refused {
  const code = type.startsWith(TYPE_PREFIX) ? (type.slice(TYPE_PREFIX.length) as ProblemCode) : null;
  return new Refused({ status, code, title, detail, errors });
}
