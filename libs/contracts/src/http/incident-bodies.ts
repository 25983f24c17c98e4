import type { SourceEvent } from '@demarc/domain';
import { z } from 'zod';
import { incidentView } from '../bus/messages.js';
import { custodyView } from './custody-bodies.js';
import { moment, pageOf, pageQuery, plainText, someText } from './field.js';
import { linkedView } from './joint-bodies.js';
import { mutedView } from './silence-bodies.js';
import { noticeView } from './notice-bodies.js';
import { receiptView } from './receipt-bodies.js';
import { seenByQuery } from './seen-by.js';
import { timelineEntry } from './timeline-bodies.js';

export const incidentParams = z.object({
  id: someText(64).describe('the id, or the reference such as `INC-7K3Q9-X2M4P`'),
});

export const eventView = z
  .object({
    id: z.uuid(),
    messageId: z.uuid(),
    receivedAt: moment,
    subject: z.string(),
    streamSeq: z.int(),
    event: z.custom<SourceEvent>().meta({ type: 'object', description: "the event in Demarc's words" }),
    otherHalf: z.int().describe("how many devices of the other party's half are left out of `event.subjects`"),
  })
  .meta({ id: 'Event' });
export type EventView = z.infer<typeof eventView>;

export const incidentDetail = z.object({
  incident: incidentView,
  custody: custodyView,
  muted: mutedView.nullable().describe('what keeps its notices back now; events join it all the same'),
  receipt: receiptView.nullable(),
  linked: z.array(linkedView),
  timeline: z.array(timelineEntry).describe('in order; of a long one the newest part, the rest is under `/timeline`'),
  events: z.array(eventView).describe('newest first; of many the newest, the rest is under `/events`'),
  notices: z.array(noticeView),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

export const timelinePage = pageOf(timelineEntry);
export const eventPage = pageOf(eventView);
export const noticeList = z.object({ items: z.array(noticeView) });
export const partQuery = pageQuery.extend(seenByQuery.shape);
export const eventParams = z.object({ eventId: z.uuid() });

export const ifMatch = z.object({
  'if-match': plainText(40).optional().describe('the `ETag` you read, such as `"7"`; `*` for whatever it is now'),
});
