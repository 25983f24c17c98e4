import type { HandledBy, Instant, SourceStatus } from '@demarc/domain';
import { type JsonObject } from './format.js';
import { handlerNamed, type NamedHandler } from './handlers.js';
import * as read from './read.js';
import { cleanText, TEXT_LIMITS } from './text.js';

/** Who handled an alert already, with the field that says so for the receipt. */
export interface Handled {
  readonly handledBy: HandledBy;
  readonly from: string;
}

/** States in which Defender's automation cleaned up, or found nothing to clean (domain case 25). */
const DONE_STATES: ReadonlySet<string> = new Set(['successfullyremediated', 'benign']);
/** States in which nothing says how the investigation went: then the alert's own word counts. */
const SILENT_STATES: ReadonlySet<string> = new Set(['', 'unknown', 'unknownfuturevalue', 'preexistingalert']);
/**
 * What was tried on a piece of evidence and is not done. `active` is not among them: it also stands on what nobody
 * means to clean, such as a user.
 */
const OPEN_REMEDIATION: ReadonlySet<string> = new Set([
  'pendingapproval',
  'declined',
  'unremediated',
  'running',
  'partiallyremediated',
]);
const SAYS_HANDLED = /\b(resolved|closed|handled|triaged|remediated|contained|taken over|taking over)\b/i;
const NEW = 'new';
const PRODUCTS = ['productName', 'providerName', 'vendorName'] as const;
const SHOWN = 60;

/**
 * Who handled a Defender alert before anyone of the two parties. No source defines the signs (domain case 24), so that
 * these are Demarc's: the holder, the newest comment, the product. In doubt nobody did, and the SOC looks.
 * An alert set back to `new` was handled by nobody, whatever had resolved it before.
 */
export function handledByOf(alert: JsonObject, status: SourceStatus): Handled {
  return byThirdParty(alert, status) ?? byAutomation(alert, status);
}

function byThirdParty(alert: JsonObject, status: SourceStatus): Handled | null {
  const isNew = lower(alert, 'status') === NEW;
  const holder = read.text(alert, 'assignedTo', TEXT_LIMITS.name);
  const held = holder === null ? null : handlerNamed(holder);
  if (held && held.handler !== 'automation') {
    if (isNew && held.handler === 'tool') return nobody(`assignedTo: ${shown(holder!)}, but the alert is new again`);
    if (isNew && wasResolved(alert)) return nobody('status: set back to new after it was resolved');
    return thirdParty(`assignedTo: ${shown(holder!)} is ${held.what}`);
  }
  if (isNew) return null;
  // A person holds it and it is not over: what others said before does not count any more.
  if (holder !== null && held === null && status !== 'resolved') return null;
  return byComment(alert) ?? byProduct(alert);
}

function byComment(alert: JsonObject): Handled | null {
  const comments = read.list(alert, 'comments').filter(read.isObject);
  if (comments.length === 0) return null;
  const newest = comments.reduce((best, comment) => (timeOf(comment) >= timeOf(best) ? comment : best));
  const words = read.text(newest, 'comment', TEXT_LIMITS.description);
  if (words === null || !SAYS_HANDLED.test(words)) return null;
  const author = read.text(newest, ['createdByDisplayName', 'createdBy'], TEXT_LIMITS.name);
  const handler = thirdPartyIn(author) ?? teamIn(words);
  if (!handler) return null;
  return thirdParty(
    `comments: ${shown(words)} by ${author === null ? 'nobody named' : shown(author)}, ${handler.what}`,
  );
}

function byProduct(alert: JsonObject): Handled | null {
  const product = read.text(alert, PRODUCTS, TEXT_LIMITS.name);
  const handler = thirdPartyIn(product);
  return handler && thirdParty(`provider: ${shown(product!)} is ${handler.what}`);
}

function byAutomation(alert: JsonObject, status: SourceStatus): Handled {
  const state = lower(alert, 'investigationState') ?? '';
  if (status !== 'resolved') return nobody('status: not resolved');
  const open = openRemediation(alert);
  if (open) return nobody(`${open}: automation has not finished`);
  if (DONE_STATES.has(state)) return automation(`investigationState: ${state}`);
  const holder = read.text(alert, 'assignedTo', TEXT_LIMITS.name);
  const automated = holder !== null && handlerNamed(holder)?.handler === 'automation';
  if (!automated) return nobody('assignedTo and comments: no tool, and no other team');
  if (!SILENT_STATES.has(state)) return nobody(`investigationState: ${state}, which is not done`);
  return automation(`assignedTo: ${shown(holder)}`);
}

/** Where a remediation is said to be unfinished, or null. */
function openRemediation(alert: JsonObject): string | null {
  const evidence = read.list(alert, 'evidence');
  for (const [index, item] of evidence.entries()) {
    const remediation = read.isObject(item) ? lower(item, 'remediationStatus') : null;
    if (remediation !== null && OPEN_REMEDIATION.has(remediation)) {
      return `evidence[${index}].remediationStatus: ${remediation}`;
    }
  }
  return null;
}

function thirdPartyIn(name: string | null): NamedHandler | null {
  const handler = name === null ? null : handlerNamed(name);
  return handler && handler.handler !== 'automation' ? handler : null;
}

/** A person may write for a team: "Handled by the CSOC". Names of tools in a text prove nothing. */
function teamIn(words: string): NamedHandler | null {
  const handler = handlerNamed(words);
  return handler?.handler === 'team' ? handler : null;
}

function wasResolved(alert: JsonObject): boolean {
  return read.instant(alert, ['resolvedDateTime', 'resolvedTime']) !== null;
}

function timeOf(comment: JsonObject): Instant | '' {
  return read.instant(comment, ['createdDateTime', 'createdTime']) ?? '';
}

function shown(text: string): string {
  return `"${cleanText(text, SHOWN)}"`;
}

function lower(object: JsonObject, name: string): string | null {
  return read.text(object, name, TEXT_LIMITS.name)?.toLowerCase() ?? null;
}

function nobody(from: string): Handled {
  return { handledBy: 'nobody', from };
}

function thirdParty(from: string): Handled {
  return { handledBy: 'third-party', from };
}

function automation(from: string): Handled {
  return { handledBy: 'automation', from };
}
