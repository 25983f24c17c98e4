import type { LinkCommand } from '@demarc/contracts';
import type { Acknowledgement, Incident, Instant, NoticeDetails, Queue } from '@demarc/domain';
import type { OfferEnd } from '@demarc/store';

/** Why what a link is for cannot be done any more. */
export type Over =
  | { readonly why: 'offer-ended'; readonly end: OfferEnd }
  | { readonly why: 'resolved'; readonly at: Instant }
  | { readonly why: 'moved'; readonly to: Queue }
  | { readonly why: 'taken-up'; readonly by: string }
  | { readonly why: 'not-asked' }
  | { readonly why: 'known'; readonly acknowledgement: Acknowledgement };

/** All that says whether a link can still do what it is for. */
export interface Situation {
  readonly command: LinkCommand;
  readonly details: NoticeDetails | null;
  readonly acknowledgement: Acknowledgement | null;
  /** Null: the notice is about none. */
  readonly incident: Incident | null;
  /** Null: it stands, or its incident moved without an answer. */
  readonly offerEnd: OfferEnd | null;
}

/** Null: it can be done. The rules themselves are the domain's; this is so that nobody presses a button in vain. */
export function overBecause({ command, details, acknowledgement, incident, offerEnd }: Situation): Over | null {
  if (command === 'acknowledge-notice') return acknowledgement && { why: 'known', acknowledgement };
  if (!incident) return { why: 'not-asked' };
  if (offerEnd) return { why: 'offer-ended', end: offerEnd };
  if (incident.resolvedAt !== null && incident.state === 'resolved')
    return { why: 'resolved', at: incident.resolvedAt };
  switch (command) {
    case 'accept':
    case 'refuse': {
      const stands = details?.of === 'offer' && incident.offer?.id === details.offerId;
      return stands ? null : { why: 'moved', to: incident.queue };
    }
    case 'answer': {
      const asked = details?.of === 'request' && incident.waiting?.action === details.action;
      return asked ? null : { why: 'not-asked' };
    }
    case 'acknowledge':
      if (incident.party !== 'customer') return { why: 'moved', to: incident.queue };
      if (incident.state === 'new' || incident.escalation) return null;
      return { why: 'taken-up', by: incident.acknowledgedBy ?? incident.queue };
    default:
      return command satisfies never;
  }
}
