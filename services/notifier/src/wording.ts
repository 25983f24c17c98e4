import { type NoticeMessage, type TemplateLibrary, type Worded, wordNotice } from '@demarc/contracts';
import type { ChannelType, Contact } from '@demarc/domain';
import type { Log } from '@demarc/runtime';
import type { MailedLinks } from './mailed-links.js';
import type { OwnTemplates } from './own-templates.js';

export interface WordingParts {
  readonly library: TemplateLibrary;
  readonly own: OwnTemplates;
  readonly links: MailedLinks;
  readonly log: Log;
}

/** Words notices for contacts: in their language, by the templates of the tenant that keeps them, with links of their own. */
export class Wording {
  readonly #parts: WordingParts;

  constructor(parts: WordingParts) {
    this.#parts = parts;
  }

  /** A template of a tenant's that fails is logged, and the shipped one takes its place. */
  async of(notice: NoticeMessage, contact: Contact, channel: ChannelType): Promise<Worded> {
    const { library, own, links, log } = this.#parts;
    return wordNotice(notice, contact, {
      library,
      channel,
      own: await own.of(contact.tenant),
      links: links.for(notice, contact),
      onMistake: ({ kind, channel: through, language }, { message }) =>
        log.warn(
          { tenant: contact.tenant, kind, channel: through, language, noticeId: notice.id, mistake: message },
          'a template of the tenant cannot be used; the shipped one is',
        ),
    });
  }
}
