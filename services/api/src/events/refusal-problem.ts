import type { ProblemCode, QuarantineReason } from '@demarc/contracts';
import { ProblemError } from '../door/problem-error.js';

/** What the decoder refuses, as an answer to the one who sent it. Over HTTP nothing goes to quarantine. */
const PROBLEM_OF_REASON: Readonly<Record<QuarantineReason, ProblemCode>> = {
  'bad-subject': 'not-in-format',
  'unknown-tenant': 'unknown-tenant',
  'wrong-tenant': 'wrong-tenant',
  'unknown-format': 'not-in-format',
  'not-json': 'not-json',
  'not-cloudevent': 'not-cloudevent',
  'not-in-format': 'not-in-format',
  'too-deep': 'not-in-format',
  'too-large': 'too-large',
  reserved: 'not-in-format',
  'processing-failed': 'not-in-format',
};

export interface RefusedEvent {
  readonly reason: QuarantineReason;
  readonly field: string | null;
  readonly detail: string;
  /** Which of a batch, such as `[3]`; '' when it came alone. */
  readonly at: string;
}

/** The problem of the first refused event, with every refused one among its errors. */
export function refusalProblem(refused: readonly RefusedEvent[]): ProblemError {
  const [first] = refused;
  const errors = refused.map(({ at, field, detail }) => ({
    field: [at, field].filter(Boolean).join('.') || null,
    detail,
  }));
  const { at, detail, reason } = first!;
  const told =
    at === ''
      ? detail
      : `Event ${at} of the batch: ${detail}. Nothing of the batch was taken; mend it and send it again.`;
  return new ProblemError(PROBLEM_OF_REASON[reason], told, { errors });
}
