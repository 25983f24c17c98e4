import { type LinkCommand, type Language, languageOf } from '@demarc/contracts';
import { type Incident, type Instant, epochMs, nameOfActor } from '@demarc/domain';
import { type Clock, LinkSigner, type SignedLink } from '@demarc/runtime';
import {
  DataSource,
  type LinkUse,
  type LinkedNotice,
  findLinkUse,
  findLinkedNotice,
  findOfferEnd,
  keepLinkUse,
  readIncident,
} from '@demarc/store';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '../door/problem-error.js';
import { NoticeDesk } from '../ledger/notice-desk.js';
import { type AskedFromOutside, type Responder, ResponseDesk } from '../respond/response-desk.js';
import { CLOCK } from '../tokens.js';
import { type Over, overBecause } from './standing.js';

/** A link that can be used now. */
export interface OpenLink {
  readonly is: 'open';
  readonly language: Language;
  readonly link: SignedLink;
  readonly notice: LinkedNotice;
  readonly incident: Incident | null;
}

/** What a link is worth now. */
export type Followed =
  | OpenLink
  /** Not ours, or of a contact that is no more. */
  | { readonly is: 'unknown' }
  | { readonly is: 'expired'; readonly language: Language; readonly at: Instant }
  | { readonly is: 'used'; readonly language: Language; readonly use: LinkUse }
  | { readonly is: 'over'; readonly language: Language; readonly over: Over };

/** What came of pressing the button. */
export type Pressed =
  | Exclude<Followed, OpenLink>
  | {
      readonly is: 'done';
      readonly language: Language;
      readonly command: LinkCommand;
      /** Of its incident; null: it is about none. */
      readonly reference: string | null;
    }
  | { readonly is: 'refused'; readonly language: Language; readonly detail: string };

/** Mails of longer names exist; an actor's name has a limit. */
const LONGEST_NAME = 200;

/** Follows and uses the links that were mailed. Following changes nothing. */
@Injectable()
export class AnswerDesk {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(LinkSigner) private readonly signer: LinkSigner,
    @Inject(ResponseDesk) private readonly responses: ResponseDesk,
    @Inject(NoticeDesk) private readonly notices: NoticeDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async follow(token: string): Promise<Followed> {
    const link = this.signer.read(token);
    const notice = link && (await findLinkedNotice(this.store, link.noticeId, link.contactId));
    if (!notice) return { is: 'unknown' };
    const language = languageOf(notice.language);
    const use = await findLinkUse(this.store, keyOf(link, notice));
    if (use) return { is: 'used', language, use };
    const { expiresAt, command } = link;
    if (epochMs(expiresAt) <= epochMs(this.clock.now())) return { is: 'expired', language, at: expiresAt };
    const { tenant, incidentId, details, acknowledgement } = notice;
    const incident = incidentId === null ? null : await readIncident(this.store, incidentId);
    const offerEnd =
      details?.of === 'offer' && incidentId !== null
        ? await findOfferEnd(this.store, { tenant, incidentId }, details.offerId)
        : null;
    const over = overBecause({ command, details, acknowledgement, incident, offerEnd });
    return over ? { is: 'over', language, over } : { is: 'open', language, link, notice, incident };
  }

  /** Does what an open link is for. `text`: the reason or the answer, '' where none is needed. */
  async press(token: string, { language, link, notice, incident }: OpenLink, text: string): Promise<Pressed> {
    const responder = responderOf(notice);
    const { tenant, id } = notice;
    // Whoever presses a button of a notice knows of it, whatever comes of the rest.
    await this.notices.acknowledge({ id, tenant, actor: responder.actor, through: 'link' });
    const asked = askedBy(link, notice, text);
    try {
      if (asked) await this.responses.respond(responder, asked);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const now = await this.follow(token);
      return now.is === 'open' ? { is: 'refused', language, detail: error.message } : now;
    }
    const use = { at: this.clock.now(), by: nameOfActor(responder.actor) };
    await keepLinkUse(this.store, keyOf(link, notice), use);
    return { is: 'done', language, command: link.command, reference: incident?.reference ?? null };
  }
}

const keyOf = ({ noticeId, contactId, command }: SignedLink, { tenant }: LinkedNotice) => ({
  tenant,
  noticeId,
  contactId,
  command,
});

function responderOf({ tenant, contactName }: LinkedNotice): Responder {
  const name = contactName.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME).trim();
  return { tenant, actor: { party: 'customer', name } };
}

/** What a link asks of its incident; null: it is about the notice alone. */
function askedBy(link: SignedLink, { incidentId, details }: LinkedNotice, text: string): AskedFromOutside | null {
  const command = commandOf(link.command, details?.of === 'offer' ? details.offerId : null, text);
  if (!command || incidentId === null) return null;
  // Of two who press at once, the second gets what came of the first.
  const idempotencyKey = `link:${link.noticeId}:${link.contactId}:${link.command}`;
  return { incident: incidentId, command, expectedRevision: null, idempotencyKey };
}

function commandOf(name: LinkCommand, offerId: string | null, text: string): AskedFromOutside['command'] | null {
  switch (name) {
    case 'acknowledge':
      return { name, body: null };
    case 'accept':
      return { name, body: { offerId } };
    case 'refuse':
      return { name, body: { offerId, reason: text } };
    case 'answer':
      return { name, body: { text } };
    case 'acknowledge-notice':
      return null;
    default:
      return name satisfies never;
  }
}
