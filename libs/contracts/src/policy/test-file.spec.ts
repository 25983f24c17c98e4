import { describe, expect, it } from '@jest/globals';
import { PolicyFileError } from './policy-file-error.js';
import { parseTestFile } from './test-file.js';

const CASE = `
  - name: A printer
    event: { kind: operational, title: The print queue is stuck, area: printing }
    expect: { owner: customer, queue: customer/it-help-desk, inform: microsoft/operations }`;
const file = (cases: string, head = '') => `policy: '2021-08-08'\n${head}cases:${cases}`;

function mistakesOf(yaml: string): readonly string[] {
  try {
    parseTestFile(yaml);
  } catch (error) {
    if (error instanceof PolicyFileError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('a file of expectations', () => {
  it('says no more than it has to: tenant, directory and its state have defaults', () => {
    expect(parseTestFile(file(CASE))).toEqual({
      policy: '2021-08-08',
      tenant: 'example',
      directory: [],
      directoryState: { coverage: 'complete', freshHours: null },
      areaRules: [],
      cases: [
        {
          name: 'A printer',
          event: {
            kind: 'operational',
            format: 'incident',
            body: { title: 'The print queue is stuck', area: 'printing' },
          },
          expect: [{ owner: 'customer', queue: 'customer/it-help-desk', inform: 'microsoft/operations' }],
        },
      ],
    });
  });

  it('takes a message of a source as it is, and merges what several share', () => {
    const { cases } = parseTestFile(
      file(`
  - name: One
    event: { kind: security, format: graph-alert, body: &alert { id: a, title: x, tenantId: t } }
    expect: { owner: customer, queue: customer/security, inform: nobody }
  - name: Two
    event: { kind: security, format: graph-alert, body: { <<: *alert, id: b } }
    expect: { owner: customer, queue: customer/security, inform: nobody }`),
    );
    expect(cases.map(({ event }) => event.body)).toEqual([
      { id: 'a', title: 'x', tenantId: 't' },
      { id: 'b', title: 'x', tenantId: 't' },
    ]);
  });

  it('knows of a directory that was never imported, which has no devices', () => {
    const never = 'directoryState: never-imported\n';
    expect(parseTestFile(file(CASE, never)).directoryState).toBe('never-imported');
    expect(mistakesOf(file(CASE, `${never}directory: [{ serial: S1 }]\n`))).toEqual([
      'directory: a directory that was never imported has no devices',
    ]);
  });

  it('reads days and moments', () => {
    const { now, directoryState } = parseTestFile(
      file(CASE, 'now: 2022-05-10\ndirectoryState: { asOf: 2022-05-09T10:00:00+02:00, freshHours: 24 }\n'),
    );
    expect([now, directoryState]).toEqual([
      '2022-05-10T00:00:00.0000000Z',
      { asOf: '2022-05-09T08:00:00.0000000Z', coverage: 'complete', freshHours: 24 },
    ]);
  });

  it.each([
    ['no case', file(' []'), 'cases: '],
    ['an owner that is none', file(CASE.replace('owner: customer', 'owner: nobody')), 'cases[0].expect[0].owner: '],
    ['a queue of the other party', file(CASE.replace('owner: customer', 'owner: microsoft')), 'other party'],
    [
      'a field that an incident report does not have',
      file(CASE.replace('area:', 'aera:')),
      'cases[0].event.aera: no such',
    ],
    ['an event without a kind', file(CASE.replace('kind: operational, ', '')), 'cases[0].event.kind: '],
    ['a format without a body', file(CASE.replace(/title.*printing/, 'format: graph-alert')), 'cases[0].event.body: '],
    ['a word that nobody knows', file(CASE.replace('owner:', 'told: x, owner:')), 'Unrecognized key: "told"'],
    ['two halves of one owner', file(CASE.replace(/expect: (.*)/, 'expect: [$1, $1]')), 'names one owner twice'],
    ['two cases of one name', file(CASE + CASE), 'cases: two have the name "A printer"'],
    ['a moment that is none', file(CASE, 'now: soon\n'), 'now: "soon" is no date'],
    ['a state that is none', file(CASE, 'directoryState: gone\n'), 'directoryState: write never-imported'],
    ['no YAML', 'policy: [', ''],
  ])('is refused for %s, with the place', (_, yaml, mistake) => {
    const mistakes = mistakesOf(yaml);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(mistake);
  });

  it('is refused with all of its mistakes at once', () => {
    expect(mistakesOf('cases: [{}]\nwhat: ever')).toEqual([
      expect.stringContaining('policy: is missing'),
      expect.stringContaining('cases[0].name: is missing'),
      expect.stringContaining('cases[0].event: '),
      expect.stringContaining('cases[0].expect[0]'),
      expect.stringContaining('what'),
    ]);
  });
});
