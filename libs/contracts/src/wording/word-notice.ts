import type { ChannelType, Contact, NoticeKind } from '@demarc/domain';
import type { Language } from '../answer/link-labels.js';
import type { NoticeMessage } from '../bus/messages.js';
import { plainLine } from './plain-line.js';
import { sectionsOf } from './sections-of.js';
import { SAID_BY_VALUE } from './template-engine.js';
import { TemplateError } from './template-error.js';
import { SHIPPED_LANGUAGES, type TemplateLibrary } from './template-library.js';
import { templateScope } from './template-scope.js';
import type { Worded, WordedLink } from './worded.js';

/** A template of a tenant's own. */
export interface OwnTemplate {
  readonly kind: NoticeKind;
  /** Null: for every channel that has none of its own. */
  readonly channel: ChannelType | null;
  /** A language alone, such as `fr`, without a region. */
  readonly language: string;
  readonly text: string;
}

export interface WordingOptions {
  readonly library: TemplateLibrary;
  readonly channel: ChannelType;
  /** Of the tenant under which the contact is kept. */
  readonly own?: readonly OwnTemplate[];
  /** What this contact can do by a click, with labels in its language. */
  readonly links?: readonly WordedLink[];
  /** Called with each template of the tenant's own that could not be used. */
  readonly onMistake?: (template: OwnTemplate, mistake: TemplateError) => void;
}

const ENGLISH = 'en';

/**
 * A notice in words for one contact: subject, sections, links and small print. The first that there is and that works:
 * the tenant's own template for kind, channel and language; for kind and language; the shipped ones in the same order;
 * all of it again in English. Pure but for what the library keeps.
 */
export function wordNotice(notice: NoticeMessage, contact: Contact, options: WordingOptions): Worded {
  const { library, channel, own = [], onMistake } = options;
  const wanted = baseLanguage(contact.language);
  for (const language of wanted === ENGLISH ? [ENGLISH] : [wanted, ENGLISH]) {
    for (const through of [channel, null]) {
      const template = own.find(
        (one) => one.kind === notice.kind && one.channel === through && one.language === language,
      );
      if (!template) continue;
      try {
        return wordBy(template, notice, contact, options);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        onMistake?.(template, error);
      }
    }
    const shipped = SHIPPED_LANGUAGES.find((one) => one === language);
    if (!shipped) continue;
    const text = library.shippedText(notice.kind, channel, shipped) ?? library.shippedText(notice.kind, null, shipped);
    if (text !== null) return wordBy({ text, language, shipped: true }, notice, contact, options);
  }
  throw new Error(`No template ships for a notice of kind ${notice.kind}.`);
}

/** The same by one text, whatever else there is. Throws a {@link TemplateError}. */
export function wordBy(
  { text, language, shipped = false }: { readonly text: string; readonly language: string; readonly shipped?: boolean },
  notice: NoticeMessage,
  contact: Contact,
  { library, links = [] }: Pick<WordingOptions, 'library' | 'links'>,
): Worded {
  const speaks: Language = SHIPPED_LANGUAGES.find((one) => one === language) ?? ENGLISH;
  const locale = localeOf(baseLanguage(contact.language) === language ? contact.language : language);
  const scope = templateScope(notice, contact, locale);
  return {
    noticeId: notice.id,
    incidentId: notice.incidentId,
    language,
    ...sectionsOf(library.render(speaks, text, scope, shipped ? 'shipped' : 'own')),
    links,
    footer: plainLine(
      library.render(speaks, library.footerText(speaks), scope, 'shipped').replaceAll(SAID_BY_VALUE, ''),
    ),
  };
}

/** `fr` of `fr-CA`. */
function baseLanguage(tag: string): string {
  return tag.toLowerCase().split('-')[0]!;
}

/** English reads as the house writes it: the day before the month. */
function localeOf(tag: string): string {
  if (tag.toLowerCase() === ENGLISH) return 'en-GB';
  return Intl.DateTimeFormat.supportedLocalesOf(isTag(tag) ? tag : ENGLISH)[0] ?? 'en-GB';
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
