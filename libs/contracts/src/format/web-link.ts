import type { JsonObject } from './format.js';
import * as read from './read.js';
import { TEXT_LIMITS } from './text.js';

const WEB = /^https?:\/\/[^\s"'<>]+$/i;

/**
 * The first field that is an http(s) address, or null. People click it, so that `javascript:`, what is cut
 * off and what is no address at all must not pass.
 */
export function webLink(object: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const link = read.text(object, name, TEXT_LIMITS.link);
    if (link !== null && WEB.test(link) && URL.canParse(link) && !link.endsWith('…')) return link;
  }
  return null;
}
