import {
  LINK_LABELS,
  type NoticeMessage,
  type WordedLink,
  languageOf,
  linkCommandsFor,
  pathTo,
  ROUTES,
} from '@demarc/contracts';
import { type Contact, epochMs, instantOf } from '@demarc/domain';
import type { Clock, LinkSigner } from '@demarc/runtime';

export interface MailedLinksOptions {
  readonly signer: LinkSigner;
  /** Where recipients reach the api. */
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** How long a link can be used, unless what it answers ends sooner. */
const LIFETIME_MS = 7 * 24 * 3_600_000;

/** Makes the links with which one contact answers one notice, when it is sent: each attempt has its own, and of all one works. */
export class MailedLinks {
  readonly #options: MailedLinksOptions;

  constructor(options: MailedLinksOptions) {
    this.#options = options;
  }

  for(notice: NoticeMessage, contact: Contact): readonly WordedLink[] {
    const { signer, publicUrl, clock } = this.#options;
    const language = languageOf(contact.language);
    const latest = instantOf(epochMs(clock.now()) + LIFETIME_MS);
    const { details } = notice;
    const expiresAt = details?.of === 'offer' && details.dueAt < latest ? details.dueAt : latest;
    return linkCommandsFor(notice).map((command) => {
      const token = signer.sign({ noticeId: notice.id, contactId: contact.id, command, expiresAt });
      const url = `${publicUrl.replace(/\/+$/, '')}${pathTo(ROUTES.answerPage, { token })}`;
      return { label: LINK_LABELS[language][command], url };
    });
  }
}
