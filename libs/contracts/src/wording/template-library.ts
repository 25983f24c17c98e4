import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CHANNEL_TYPES, type ChannelType, NOTICE_KINDS, type NoticeKind } from '@demarc/domain';
import type { Template } from 'liquidjs';
import { parse as parseYaml } from 'yaml';
import type { Language } from '../answer/link-labels.js';
import { TemplateEngine, type Words } from './template-engine.js';

/** The languages that ship; a contact of another one reads English unless its tenant has templates in it. */
export const SHIPPED_LANGUAGES = ['en', 'fr'] as const satisfies Language[];

export interface ShippedTemplate {
  readonly kind: NoticeKind;
  /** Null: for every channel that has none of its own. */
  readonly channel: ChannelType | null;
  readonly language: Language;
  readonly text: string;
}

interface Shelf {
  readonly engine: TemplateEngine;
  readonly words: Words;
  readonly footer: string;
}

const EXTENSION = '.liquid';
const PARTIAL = '_';
const FOOTER = '_footer';
const MOST_COMPILED = 1_000;

/** Templates and words that ship, and an engine for each language. What was parsed once is kept. */
export class TemplateLibrary {
  readonly shipped: readonly ShippedTemplate[];
  readonly #shelves: Readonly<Record<Language, Shelf>>;
  readonly #compiled = new Map<string, readonly Template[]>();

  /** Throws when a file is missing or wrong, which is a broken build. */
  static async open(): Promise<TemplateLibrary> {
    const read = await Promise.all(SHIPPED_LANGUAGES.map(readLanguage));
    const shelves = Object.fromEntries(read.map(({ language, shelf }) => [language, shelf]));
    return new TemplateLibrary(
      shelves as Record<Language, Shelf>,
      read.flatMap(({ templates }) => templates),
    );
  }

  private constructor(shelves: Readonly<Record<Language, Shelf>>, shipped: readonly ShippedTemplate[]) {
    this.#shelves = shelves;
    this.shipped = shipped;
  }

  /** The text that ships for this very channel (null: for any) and language; null when there is none. */
  shippedText(kind: NoticeKind, channel: ChannelType | null, language: Language): string | null {
    const found = this.shipped.find((one) => one.kind === kind && one.channel === channel && one.language === language);
    return found?.text ?? null;
  }

  footerText(language: Language): string {
    return this.#shelves[language].footer;
  }

  /** The words of one table by their values; empty when there is no such table. */
  wordsOf(language: Language, table: string): Readonly<Record<string, string>> {
    return this.#shelves[language].words[table] ?? {};
  }

  /** What a template says of a scope, with the words of a language. Throws a `TemplateError`. */
  render(language: Language, text: string, scope: object, whose: 'shipped' | 'own'): string {
    const { engine } = this.#shelves[language];
    const key = `${language}\n${text}`;
    let template = this.#compiled.get(key);
    if (!template) {
      template = engine.parse(text);
      if (this.#compiled.size >= MOST_COMPILED) this.#compiled.clear();
      this.#compiled.set(key, template);
    }
    return engine.render(template, scope, whose);
  }
}

async function readLanguage(language: Language) {
  const folder = fileURLToPath(new URL(`../../templates/${language}/`, import.meta.url));
  const names = (await readdir(folder)).filter((name) => name.endsWith(EXTENSION));
  const files = await Promise.all(
    names.map(async (file) => ({
      name: file.slice(0, -EXTENSION.length),
      text: await readFile(`${folder}${file}`, 'utf8'),
    })),
  );
  const partials = Object.fromEntries(
    files.filter(({ name }) => name.startsWith(PARTIAL)).map(({ name, text }) => [name, text]),
  );
  const words = parseYaml(await readFile(`${folder}words.yaml`, 'utf8')) as Words;
  const templates = files
    .filter(({ name }) => !name.startsWith(PARTIAL))
    .map(({ name, text }): ShippedTemplate => ({ ...placeOf(name, folder), language, text }));
  const shelf: Shelf = { engine: new TemplateEngine({ partials, words }), words, footer: partials[FOOTER] ?? '' };
  return { language, shelf, templates };
}

/** `<kind>` or `<kind>.<channel>`. */
function placeOf(name: string, folder: string): { kind: NoticeKind; channel: ChannelType | null } {
  const [kindName, channelName = null] = name.split('.');
  const kind = NOTICE_KINDS.find((one) => one === kindName);
  const channel = CHANNEL_TYPES.find((one) => one === channelName) ?? null;
  if (!kind || (channelName !== null && !channel))
    throw new Error(`${folder}${name}${EXTENSION} is named after no kind of notice and channel.`);
  return { kind, channel };
}
