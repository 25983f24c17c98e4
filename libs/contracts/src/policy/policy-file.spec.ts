import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PolicyFileError } from './policy-file-error.js';
import { parsePolicy } from './policy-file.js';
import { shippedPolicyText } from './shipped-policies.js';

let text: string;
let shipped: string;
beforeAll(async () => {
  text = await readFile(new URL('fixtures/overlap.yaml', import.meta.url), 'utf8');
  shipped = await shippedPolicyText();
});

/** The mistakes of a policy file, or none. */
function mistakesOf(yaml: string): readonly string[] {
  try {
    parsePolicy(yaml);
    return [];
  } catch (error) {
    if (error instanceof PolicyFileError) return error.mistakes;
    throw error;
  }
}

/** The text with one thing put wrong; the thing must be there. */
function wrong(from: string, to: string, yaml = text): string {
  expect(yaml).toContain(from);
  return yaml.replace(from, to);
}

describe('a policy file', () => {
  it('becomes clauses with their source, severity rule and clocks', () => {
    const policy = parsePolicy(shipped);
    const named = (id: string) => policy.clauses.find((clause) => clause.id === id);
    expect(named('CU-9')).toMatchObject({
      source: 'CU-9 Printing (Roles and responsibilities, August 2021)',
      quote: "You're responsible for installing, maintaining, and administering printers and print queues",
      contactArea: 'it-help-desk',
      severity: { rule: 'table' },
      clocks: true,
      yieldsTo: [],
    });
    expect(named('CU-1')?.severity).toEqual({ rule: 'fixed', severity: 'C' });
    expect(named('MS-4-AUTO')?.severity).toEqual({ rule: 'lower', levels: 1 });
    expect(named('TEST-RING')?.clocks).toBe(false);
    expect(policy).toMatchObject({ version: '2021-08-08', publishedOn: '2021-08-08', extends: null });
  });

  it('quotes an entry only in its own words: a summary of it is no quotation, and its source is named all the same', () => {
    const entry = (words: string) => `entries: { E-1: { title: Printers, owner: customer, page: Handbook, ${words} } }`;
    const cited = (words: string) =>
      wrong('title: Printing is', 'entry: E-1\n    title: Printing is', wrong('entries: {}', entry(words)));
    const printing = (words: string) => parsePolicy(cited(words)).clauses.find(({ id }) => id === 'PRINTING');
    expect(printing('quote: You print')).toMatchObject({ source: 'E-1 Printers (Handbook)', quote: 'You print' });
    expect(printing('summary: whoever prints')).toMatchObject({ source: 'E-1 Printers (Handbook)', quote: null });
    for (const words of ['', 'quote: You print, summary: whoever prints']) {
      expect(mistakesOf(cited(words))).toEqual([expect.stringMatching(/^entries\["E-1"\]: say either `quote`/)]);
    }
  });

  it('has a digest that anyone can recompute from the file, and that changes with a single letter', () => {
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
    expect(parsePolicy(text).digest).toBe(digest);
    expect(parsePolicy(wrong("the SOC's", "the SOC'S")).digest).not.toBe(digest);
  });

  it.each([
    [
      'a queue of the other party',
      ['queue: customer/it-help-desk', 'queue: microsoft/operations'],
      /PRINTING .*not theirs/,
    ],
    ['telling the owner itself', ['{ queue: customer/security,', '{ queue: microsoft/operations,'], /SECURITY informs/],
    [
      'a contact area beside the queue',
      ['contactArea: it-help-desk', 'contactArea: devices'],
      /PRINTING names the contact/,
    ],
    ['one id twice', ['id: CHANGES', 'id: SECURITY'], /SECURITY is there twice/],
    [
      'an entry that the file does not have',
      ['title: Printing is', 'entry: CU-9\n    title: Printing is'],
      /PRINTING cites CU-9/,
    ],
    ['a word that is no area', ['area: [printing]', 'area: [prining]'], /clauses\[2\]\.when\.area/],
    ['a fact without any value', ['area: [printing]', 'area: []'], /clauses\[2\]\.when\.area/],
    ['a key that nobody knows', ['kind: [change]', 'king: [change]'], /clauses\[1\]\.when.*king/],
    ['a missing severity', [', unknown: B', ''], /severity\.unknown: /],
    ['a missing title', ['title: A policy with an overlap that is not said', ''], /title: is missing/],
    [
      'two severity rules',
      ['inform: { queue: customer/other,', 'severity: { fixed: C, lower: 1 }\n    inform: { queue: customer/other,'],
      /clauses\[1\]\.severity: say either/,
    ],
    ['a version that is no name', ['version: overlap', 'version: ../overlap'], /version/],
    [
      'a rule that every event matches',
      ['serviceImpact: []', 'serviceImpact: [{ id: SI-all, because: all }]'],
      /names nothing/,
    ],
    ['text that is not YAML', ['entries: {}', 'entries: {'], /line/],
  ] as const)('is refused for %s, with its place', (_, [from, to], mistake) => {
    expect(mistakesOf(wrong(from, to))).toEqual(expect.arrayContaining([expect.stringMatching(mistake)]));
  });

  it('is refused when a clause gives to one party what its entry says is the other’s', () => {
    const yaml = wrong('entry: CU-9\n', 'entry: MS-5\n', shipped);
    expect(mistakesOf(yaml)).toEqual(['clause CU-9 says customer, and MS-5 that it cites says microsoft']);
  });

  it('lists every mistake at once', () => {
    const yaml = wrong('area: [printing]', 'area: [prining]', wrong('version: overlap', 'version: Overlap!'));
    expect(mistakesOf(yaml)).toHaveLength(2);
  });
});
