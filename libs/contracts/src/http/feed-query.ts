import { PARTIES } from '@demarc/domain';
import { z } from 'zod';
import { plainText, tenantName } from './field.js';

/** Server-sent events: `id` is the position to go on from, `event` what happened, `data` an incident message. */
export const FEED_MEDIA_TYPE = 'text/event-stream';
export const feedQuery = z.object({ party: z.enum(PARTIES).optional(), tenant: tenantName.optional() });
export const feedHeaders = z.object({
  'last-event-id': plainText(20).optional().describe('the last `id` you saw; without it the feed begins now'),
});
