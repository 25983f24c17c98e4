import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof THEMES)[number];
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

/** How one person likes the console on this machine. Nothing of it is anybody else's business, so the browser keeps it. */
export interface Preferences {
  readonly theme: ThemeChoice;
  readonly language: Language;
  readonly density: Density;
  /** Columns of the queue that are not shown. */
  readonly hiddenColumns: readonly string[];
  /** Whether the browser tells of new work while the console is in the background. */
  readonly notify: boolean;
  /** Whether keys without Ctrl do something: whoever speaks to the machine may not want them (WCAG 2.1.4). */
  readonly singleKeys: boolean;
}

const KEY = 'demarc.preferences';
const watchers = new Set<() => void>();
let current: Preferences = { ...usual(), ...kept() };

export const preferences = (): Preferences => current;

export function prefer(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const changed of watchers) changed();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(watchPreferences, preferences);
}

export function watchPreferences(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function usual(): Preferences {
  const language = navigator.language.startsWith('fr') ? 'fr' : 'en';
  return { theme: 'system', language, density: 'comfortable', hiddenColumns: [], notify: false, singleKeys: true };
}

/** What an earlier version kept may name what is no more; only what is known is taken. */
function kept(): Partial<Preferences> {
  try {
    const { theme, language, density, hiddenColumns, notify, singleKeys } = JSON.parse(
      localStorage.getItem(KEY) ?? '{}',
    );
    return {
      ...(THEMES.includes(theme) && { theme }),
      ...(LANGUAGES.includes(language) && { language }),
      ...(DENSITIES.includes(density) && { density }),
      ...(Array.isArray(hiddenColumns) && { hiddenColumns }),
      ...(typeof notify === 'boolean' && { notify }),
      ...(typeof singleKeys === 'boolean' && { singleKeys }),
    };
  } catch {
    return {};
  }
}
