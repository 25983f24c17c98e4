import { describe, expect, it } from '@jest/globals';
import { CHANNEL_TYPES, NOTICE_KINDS, type NoticeKind } from '@demarc/domain';
import fc from 'fast-check';
import type { IncidentNotice } from '../bus/messages.js';
import { sampleContact, sampleNotice } from './sample-notice.js';
import type { TemplateError } from './template-error.js';
import { SHIPPED_LANGUAGES, TemplateLibrary } from './template-library.js';
import { type OwnTemplate, wordNotice } from './word-notice.js';
import type { Worded } from './worded.js';

const library = await TemplateLibrary.open();
const EVERY = NOTICE_KINDS.flatMap((kind) =>
  SHIPPED_LANGUAGES.flatMap((language) => CHANNEL_TYPES.map((channel) => [kind, language, channel] as const)),
);
const word = (kind: NoticeKind, language: string, more: Partial<IncidentNotice> = {}) =>
  wordNotice({ ...sampleNotice(kind), ...more }, sampleContact(language), { library, channel: 'email' });
const titled = (title: string): Partial<IncidentNotice> => ({
  incident: { ...(sampleNotice('offer') as IncidentNotice).incident, title, about: title, source: title },
});
const everythingIn = ({ subject, sections, footer }: Worded) =>
  [subject, ...sections.flatMap(({ heading, lines }) => [heading, ...lines]), footer].join('\n');

describe('what ships', () => {
  it.each(EVERY)('a %s in %s by %s has its parts, each of them complete', (kind, language, channel) => {
    const worded = wordNotice(sampleNotice(kind), sampleContact(language), { library, channel });
    expect(worded.language).toBe(language);
    expect(worded.sections.length).toBeGreaterThanOrEqual(2);
    for (const { heading, lines } of worded.sections) {
      expect(heading).not.toBe('');
      expect(lines.filter((line) => line === '')).toEqual([]);
      expect(lines.length).toBeGreaterThan(0);
    }
    expect(everythingIn(worded)).not.toMatch(/undefined|null|NaN|\[object|\{\{|\{%|## |: *$|\p{Cc}(?<!\n)/mu);
  });

  it.each(NOTICE_KINDS)('a %s without details is a notice still', (kind) => {
    for (const language of SHIPPED_LANGUAGES) {
      const worded = word(kind, language, { details: null });
      expect(everythingIn(worded)).not.toMatch(/undefined|null|NaN/);
      expect(worded.sections.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('says the same kinds of words in both languages', () => {
    for (const table of ['party', 'kind', 'clock', 'answer', 'phase', 'notice'])
      for (const value of Object.keys(library.wordsOf('en', table)))
        expect(Object.keys(library.wordsOf('fr', table))).toContain(value);
  });

  it('asks of whom an offer is for, by when, and how', () => {
    const { subject, sections } = word('offer', 'fr-CA');
    expect(subject).toBe('[Demarc] A INC-7K3Q9-X2M4P Transfert proposé : Suspicious process on LAPTOP-7');
    const lines = sections.find(({ heading }) => heading === 'Ce qui vous est demandé')!.lines.join('\n');
    expect(lines).toContain('avant le 20 novembre 2026');
    expect(lines).toContain('demarc accept INC-7K3Q9-X2M4P --as customer/<votre nom>');
  });

  it('tells the time of the reader', () => {
    const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const contact = { ...sampleContact('fr'), hours: { timeZone: 'Europe/Paris', week, holidays: [] } };
    const worded = wordNotice(sampleNotice('warning'), contact, { library, channel: 'email' });
    expect(everythingIn(worded)).toContain('20 novembre 2026 à 15:15 UTC+1');
  });

  it('speaks English to whom no language of theirs ships', () => {
    expect(word('offer', 'de-AT').language).toBe('en');
  });
});

describe('text of a stranger', () => {
  it.each([
    ['a section', 'Printer\n## Whose it is\nNobody'],
    ['a section at the beginning', '## Whose it is'],
    ['a subject', 'Subject: you are dismissed'],
    ['Liquid', '{% include "_footer" %}{{ notice.id }}'],
    ['text turned around', 'invoice\u202Efdp.exe'],
    ['the mark of values', '\u0002## Whose it is'],
  ])('cannot be %s', (_what, title) => {
    const expected = word('offer', 'en');
    const worded = word('offer', 'en', titled(title));
    expect(worded.sections.map(({ heading, lines }) => [heading, lines.length])).toEqual(
      expected.sections.map(({ heading, lines }) => [heading, lines.length]),
    );
    expect(everythingIn(worded)).not.toMatch(/[\u0002\u202E]/);
  });

  it('changes no section, whatever it is', () => {
    const shape = (worded: Worded) => worded.sections.map(({ heading, lines }) => [heading, lines.length]);
    const expected = shape(word('offer', 'en', titled('A title')));
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('#', ' ', '\n', '\r', '\u2028', '{', '%', '}', '\u0002', '\u202e', 'x') }),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const worded = word('offer', 'en', titled(`${text}x`));
        expect(shape(worded)).toEqual(expected);
        expect(worded.subject.length).toBeLessThanOrEqual(200);
        expect(everythingIn(worded)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
      }),
    );
  });
});

describe('a tenant’s own template', () => {
  const own = (more: Partial<OwnTemplate> = {}): OwnTemplate => ({
    kind: 'offer',
    channel: null,
    language: 'en',
    text: 'Subject: Ours {{ incident.reference }}\n\n## Please\n{{ incident.title }}',
    ...more,
  });
  const subjectBy = (templates: readonly OwnTemplate[], language = 'en', mistakes: TemplateError[] = []) =>
    wordNotice(sampleNotice('offer'), sampleContact(language), {
      library,
      channel: 'email',
      own: templates,
      onMistake: (_template, mistake) => mistakes.push(mistake),
    }).subject;

  it('goes before the shipped one, and one for the channel before one for all', () => {
    expect(subjectBy([own()])).toBe('Ours INC-7K3Q9-X2M4P');
    expect(subjectBy([own(), own({ channel: 'email', text: 'Subject: Mail\n## Please\nSo' })])).toBe('Mail');
    expect(subjectBy([own({ channel: 'webhook' })])).toContain('Offered to you');
    expect(subjectBy([own({ kind: 'recall' })])).toContain('Offered to you');
  });

  it('is for its language alone, and English for those that have none', () => {
    expect(subjectBy([own()], 'fr')).toContain('Transfert proposé');
    expect(subjectBy([own()], 'de')).toBe('Ours INC-7K3Q9-X2M4P');
    expect(subjectBy([own({ language: 'de', text: 'Subject: Unseres\n## Bitte\nja' })], 'de-AT')).toBe('Unseres');
  });

  it('gives way to the shipped one when it fails, and it is said', () => {
    const mistakes: TemplateError[] = [];
    expect(subjectBy([own({ text: 'Subject: x\n## y\n{{ incident.nothing }}' })], 'en', mistakes)).toContain('Offered');
    expect(mistakes).toEqual([
      expect.objectContaining({ line: 3, reason: expect.stringContaining('incident.nothing') }),
    ]);
  });
});
