import {
  type BrandVariants,
  type Theme,
  createDarkTheme,
  createLightTheme,
  teamsHighContrastTheme,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { usePreferences } from './preferences.js';

/** The blue of the mark, from its darkest to its lightest. */
const BRAND: BrandVariants = {
  10: '#03111d',
  20: '#091d30',
  30: '#0c2b48',
  40: '#0e385e',
  50: '#104674',
  60: '#0f548c',
  70: '#12629f',
  80: '#1b6fb0',
  90: '#2b7dbf',
  100: '#418bcb',
  110: '#5899d4',
  120: '#70a8dd',
  130: '#89b7e5',
  140: '#a3c7ec',
  150: '#bed7f3',
  160: '#dae8f9',
};

const dark = createDarkTheme(BRAND);
/** Links and selected things need more light on dark ground than the brand's own steps give (WCAG 2.2, 1.4.3). */
const DARK: Theme = {
  ...dark,
  colorBrandForeground1: BRAND[120],
  colorBrandForeground2: BRAND[130],
  colorBrandForegroundLink: BRAND[120],
  // What is late says so in this colour, also as text.
  colorStatusDangerForeground1: '#e8888f',
};
const THEMES = { light: createLightTheme(BRAND), dark: DARK, contrast: teamsHighContrastTheme };
export type ThemeName = keyof typeof THEMES;

const asksDark = matchMedia('(prefers-color-scheme: dark)');
const asksContrast = matchMedia('(forced-colors: active), (prefers-contrast: more)');

/** The theme somebody chose, or the one their machine asks for. */
export function useTheme(): { readonly name: ThemeName; readonly tokens: Theme } {
  const { theme } = usePreferences();
  const asked = useSyncExternalStore(watchMachine, askedByMachine);
  const name = theme === 'system' ? asked : theme;
  return { name, tokens: THEMES[name] };
}

function watchMachine(changed: () => void): () => void {
  for (const query of [asksDark, asksContrast]) query.addEventListener('change', changed);
  return () => {
    for (const query of [asksDark, asksContrast]) query.removeEventListener('change', changed);
  };
}

function askedByMachine(): ThemeName {
  if (asksContrast.matches) return 'contrast';
  return asksDark.matches ? 'dark' : 'light';
}
