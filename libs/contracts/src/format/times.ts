import { type Instant, epochMs } from '@demarc/domain';
import type { FormatContext, JsonObject } from './format.js';
import * as read from './read.js';

/** The fields in which a source keeps its times, each list by preference. */
export interface TimeFields {
  readonly firstActivity: readonly string[];
  readonly created: readonly string[];
  readonly lastActivity: readonly string[];
}

/** Clocks differ by minutes; a day is a mistake worth a remark. */
const FUTURE_MS = 24 * 60 * 60_000;

/**
 * When the activity began and when it was last seen. First activity decides which enrolment counts, so what stands in
 * for a missing or absurd one is said: the creation time, the envelope's time, the time of receipt, in that order.
 */
export function readTimes(
  object: JsonObject,
  fields: TimeFields,
  context: FormatContext,
  remarks: string[],
): { readonly first: Instant; readonly last: Instant } {
  const own = read.instant(object, fields.firstActivity);
  const first = own ?? standIn(object, fields, context, remarks);
  if (first > context.receivedAt && epochMs(first) - epochMs(context.receivedAt) > FUTURE_MS) {
    remarks.push(`first activity ${first} is in the future of its receipt`);
  }
  const last = read.instant(object, fields.lastActivity);
  if (last === null && read.saysSomething(object, fields.lastActivity)) {
    remarks.push(`${fields.lastActivity[0]} is not a sensible time`);
  }
  return { first, last: last ?? first };
}

function standIn(object: JsonObject, fields: TimeFields, context: FormatContext, remarks: string[]): Instant {
  const [name = 'first activity'] = fields.firstActivity;
  const wrong = read.saysSomething(object, fields.firstActivity) ? 'is not a sensible time' : 'is missing';
  const created = read.instant(object, fields.created);
  if (created) {
    remarks.push(`${name} ${wrong}: the time of creation stands in`);
    return created;
  }
  const enveloped = context.envelope?.time;
  remarks.push(`${name} ${wrong}: the time of ${enveloped ? 'the envelope' : 'receipt'} stands in`);
  return enveloped ?? context.receivedAt;
}
