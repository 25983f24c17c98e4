import { contosoOperations } from './contoso-operations.js';
import { contosoSecurity } from './contoso-security.js';
import { fabrikamOperations } from './fabrikam-operations.js';
import { fabrikamSecurity } from './fabrikam-security.js';
import type { FeedContext, FeedItem } from './feed-item.js';

/** Everything the demonstration sends, in the order of sending. */
export function demoFeed(context: FeedContext): readonly FeedItem[] {
  return [contosoSecurity, contosoOperations, fabrikamSecurity, fabrikamOperations]
    .flatMap((part) => part(context))
    .sort((a, b) => a.atS - b.atS);
}
