import { z } from 'zod';
import { tenantName } from './field.js';

/**
 * For the provider's people: what is asked is answered as somebody of this customer's operations would be answered.
 * Who asks sees less by it and never more: what customers say among themselves is left out.
 */
export const seenByQuery = z.object({
  seenBy: tenantName
    .optional()
    .describe('for the provider: exactly what the people of this customer are sent, and not what one sees oneself'),
});
