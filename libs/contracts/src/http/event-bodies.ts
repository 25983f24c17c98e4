import { KINDS } from '@demarc/domain';
import { z } from 'zod';
import { plainText } from './field.js';
import { tenantParams } from './tenant-bodies.js';

export const CLOUDEVENT_MEDIA_TYPE = 'application/cloudevents+json';
export const CLOUDEVENT_BATCH_MEDIA_TYPE = 'application/cloudevents-batch+json';

export const kindQuery = z.object({
  kind: z.enum(KINDS).optional().describe('default: what the message or its format says'),
});
export const hookParams = tenantParams.extend({ format: plainText(100) });

/** JSON of a publisher; only the format knows more. */
export const publishedJson = z.unknown().describe('the event as its source writes it; kept byte for byte');
export const publishedBatch = z.array(publishedJson);

export const acceptedBody = z.object({
  accepted: z.array(
    z.object({
      messageId: z.string().describe('`Nats-Msg-Id`: the same message sent again within two minutes is taken once'),
      eventIds: z.array(z.string()).describe("the events' ids as their source names them"),
      duplicate: z.boolean().describe('JetStream has this message already'),
    }),
  ),
});
export type AcceptedBody = z.infer<typeof acceptedBody>;
