import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { Unreachable } from '../api/refused.js';
import { type Language, preferences, watchPreferences } from '../app/preferences.js';
import { loadPhrases } from '../phrases/load-phrases.js';

/**
 * One way to translate. Each area keeps its words beside its pages, `words.en.ts` and `words.fr.ts`; a page says
 * `const { t } = useTranslation('<area>')`, and the language that is read is the only one that is loaded. Names of what
 * the contracts list (states, queues, areas, ...) are the area `vocabulary`. The English file is the type of both.
 */
const files = import.meta.glob<{ default: object }>('../*/words.*.ts');

export async function beginWords(): Promise<void> {
  await i18next
    .use({
      type: 'backend' as const,
      read: (language: string, area: string, done: (error: Error | null, words: object | null) => void) => {
        const load = files[`../${area}/words.${language}.ts`];
        if (!load) done(new Error(`There is no ${area}/words.${language}.ts.`), null);
        else
          load().then(
            (file) => done(null, file.default),
            (error: Error) => done(error, null),
          );
      },
    })
    .use(initReactI18next)
    .init({
      lng: preferences().language,
      // Both are complete (their types see to it), so that nobody loads a second language.
      fallbackLng: false,
      ns: ['app', 'vocabulary'],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
    });
  speak(preferences().language);
  watchPreferences(() => {
    const { language } = preferences();
    if (language === i18next.language) return;
    void loadPhrases(language)
      .then(() => i18next.changeLanguage(language))
      .then(() => speak(language));
  });
}

/** For loaders of routes: the words are there before the page is. Throws {@link Unreachable} when they cannot be had. */
export async function loadWords(...areas: readonly string[]): Promise<void> {
  await i18next.loadNamespaces([...areas]);
  const { language } = i18next;
  const lacking = () => areas.filter((area) => !i18next.hasResourceBundle(language, area));
  // What failed once is never asked for again by itself.
  if (lacking().length > 0) await i18next.reloadResources([language], lacking());
  if (lacking().length > 0) throw new Unreachable(new Error(`There are no words of ${lacking().join(', ')}.`));
}

function speak(language: Language): void {
  document.documentElement.lang = language;
}
