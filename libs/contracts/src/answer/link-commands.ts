import type { NoticeMessage } from '../bus/messages.js';
import { ACKNOWLEDGE_NOTICE } from '../http/respond-bodies.js';

/** What a link in a mail may do. Append only: a token names its command by the place in this list. */
export const LINK_COMMANDS = ['acknowledge', 'accept', 'refuse', 'answer', ACKNOWLEDGE_NOTICE] as const;
export type LinkCommand = (typeof LINK_COMMANDS)[number];

/**
 * What whoever gets a notice may want to answer from its mail. Links are for customers: Microsoft's own people work at
 * the desk.
 */
export function linkCommandsFor({ kind, party, details }: NoticeMessage): readonly LinkCommand[] {
  if (party !== 'customer') return [];
  switch (kind) {
    case 'assignment':
      return ['acknowledge'];
    case 'offer':
      return ['accept', 'refuse'];
    case 'request':
      return ['answer'];
    case 'escalation': {
      // That nobody answers an offer, or that the parties do not agree, ends by nobody's taking it up.
      const ofTheirs = details?.of === 'escalation' && details.clock !== 'dispute' && details.clock !== 'offer';
      return [ofTheirs ? 'acknowledge' : ACKNOWLEDGE_NOTICE];
    }
    case 'advisory':
    case 'recall':
    case 'update':
    case 'offer-answer':
    case 'warning':
    case 'resolution':
    case 'digest':
    case 'maintenance':
      return [ACKNOWLEDGE_NOTICE];
    default:
      return kind satisfies never;
  }
}
