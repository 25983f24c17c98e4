import type { Correction } from '@demarc/domain';
import { openCloudEvent } from '../format/cloud-event.js';
import type { EventMessage } from '../format/decode.js';
import { Unreadable } from '../format/format.js';

/**
 * A message as it should have been: with the tenant, kind and format that a person says it has. Its bytes stay as they
 * came. A format is that of a CloudEvent's data, or of the whole message when it is none.
 */
export function correctedMessage(message: EventMessage, { tenant, kind, format }: Correction): EventMessage {
  if (tenant === null && kind === null && format === null) return message;
  const [root, oldTenant, oldKind, ...rest] = message.subject.split('.');
  const start = [root, tenant ?? oldTenant, kind ?? oldKind].filter((token) => token !== undefined);
  if (format === null) return { ...message, subject: [...start, ...rest].join('.') };
  if (rest.length === 0 && isCloudEvent(message)) {
    return { ...message, subject: start.join('.'), dataFormat: format };
  }
  return { ...message, subject: [...start, format].join('.') };
}

function isCloudEvent({ headers, body }: EventMessage): boolean {
  try {
    openCloudEvent(headers, body);
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}
