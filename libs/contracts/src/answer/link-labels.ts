import type { LinkCommand } from './link-commands.js';

/** The languages in which people are written to. */
export type Language = 'en' | 'fr';

/** The language for a tag such as `fr-CA`; English for those that nothing is written in. */
export function languageOf(tag: string): Language {
  return /^fr\b/i.test(tag.trim()) ? 'fr' : 'en';
}

/** What a link, and the button it leads to, says. */
export const LINK_LABELS: Readonly<Record<Language, Readonly<Record<LinkCommand, string>>>> = {
  en: {
    acknowledge: 'Take it up',
    accept: 'Accept',
    refuse: 'Refuse',
    answer: 'Answer',
    'acknowledge-notice': 'Acknowledge this notice',
  },
  fr: {
    acknowledge: 'Prendre en charge',
    accept: 'Accepter',
    refuse: 'Refuser',
    answer: 'Répondre',
    'acknowledge-notice': 'Accuser réception de cet avis',
  },
};
