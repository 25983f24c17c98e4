import type { HttpRoute } from '@demarc/contracts';
import type { Instant } from '@demarc/domain';
import { type ImportTable, type RowError, readCsv, readEntries } from '@demarc/store';
import type { FastifyRequest } from 'fastify';
import { bytesOf, jsonOf, mediaTypeOf, requireMediaType } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';

const MOST_ERRORS_SHOWN = 1_000;

/** The rows of an imported file, CSV or JSON. Throws `unsupported-media-type`, `not-json` or `invalid-content`. */
export function tableOf<Column extends string>(
  route: HttpRoute,
  request: FastifyRequest,
  columns: readonly Column[],
): ImportTable<Column> {
  requireMediaType(route, request);
  if (mediaTypeOf(request) === 'text/csv') return readCsv(textOf(bytesOf(request)), columns);
  const entries = jsonOf(request);
  if (Array.isArray(entries)) return readEntries(entries, columns);
  const detail = 'Send text/csv with a header line, or application/json with an array of entries.';
  throw new ProblemError('invalid-content', detail, { errors: [{ field: null, detail }] });
}

/** Every mistake of a file, with its line; nothing of the file was taken. */
export function importRefusal(errors: readonly RowError[]): ProblemError {
  const more = errors.length > MOST_ERRORS_SHOWN ? `; the first ${MOST_ERRORS_SHOWN} are listed` : '';
  const detail = `The file has ${errors.length} ${errors.length === 1 ? 'mistake' : 'mistakes'}${more}. Nothing of it was taken; mend them and send it again.`;
  return new ProblemError('invalid-content', detail, { errors: errors.slice(0, MOST_ERRORS_SHOWN) });
}

/** An inventory that was read before the one the directory is of. */
export function olderRefusal(given: string | undefined, last: Instant): ProblemError {
  const detail = `This inventory was read at ${given}, before the one that the directory is of, which was read at ${last}. It would overwrite what is newer, so nothing of it was taken. To correct the past, give values dates, such as ring_from and ring_until, and send them as of ${last} or later.`;
  return new ProblemError('invalid-content', detail, { errors: [{ field: 'asOf', detail }] });
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const detail = 'The file is not UTF-8. Save it as UTF-8 (in Excel: "CSV UTF-8") and send it again.';
    throw new ProblemError('invalid-content', detail, { errors: [{ field: null, detail }] });
  }
}
