import type { NoticeKind } from '@demarc/domain';
import { sampleContact, sampleNotice } from './sample-notice.js';
import type { TemplateLibrary } from './template-library.js';
import { wordBy } from './word-notice.js';
import type { Worded } from './worded.js';

/**
 * Tries a template on a sample of its kind that has every detail, and answers what it says. Throws a `TemplateError` when
 * it cannot be read or used.
 */
export function checkTemplate(
  library: TemplateLibrary,
  { kind, language, text }: { readonly kind: NoticeKind; readonly language: string; readonly text: string },
): Worded {
  return wordBy({ text, language }, sampleNotice(kind), sampleContact(language), { library });
}
