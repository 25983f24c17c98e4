import type { TemplateView } from '@demarc/contracts';
import { type Column, tableText } from './table.js';
import type { Style } from './style.js';

const COLUMNS: readonly Column<TemplateView>[] = [
  { title: 'kind', value: ({ kind }) => kind },
  { title: 'channel', value: ({ channel }) => channel ?? 'every' },
  { title: 'language', value: ({ language }) => language },
  { title: 'whose', value: ({ shipped, changedBy }) => (shipped ? 'ships' : `own, by ${changedBy}`), flexible: true },
];

/** Which templates there are; their text is `template show`. */
export function templatesText(
  templates: readonly TemplateView[],
  { width, style }: { readonly width: number; readonly style: Style },
): string {
  return tableText(templates, COLUMNS, width, style);
}
