import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AuditKey } from './audit-key.js';
import { RecordCheck, type RecordLine, RecordSeal, sha256Hex } from './record-proof.js';
import { publicKeysOf } from './sealed-file.js';

const KEY = new AuditKey('k1', 'a-secret-of-at-least-32-characters');
const OTHER = new AuditKey('k1', 'another-secret-of-32-characters-too');
const entry = (revision: number, content: string | null, of = `content ${revision}`): RecordLine => ({
  type: 'timeline',
  tenant: 'contoso',
  name: `timeline/one/${revision}`,
  seq: revision,
  hash: sha256Hex(of),
  content,
});
const notice = { id: 'n', to: 'customer/security' };
const LINES: readonly RecordLine[] = [
  {
    type: 'record',
    incident: 'INC-1',
    incidentId: 'one',
    tenant: 'contoso',
    party: 'customer',
    askedBy: 'microsoft/ana',
    at: '2026-11-27T10:00:00Z',
    checkpoint: null,
  },
  entry(1, 'content 1'),
  entry(2, null),
  entry(3, 'content 3'),
  { type: 'notice', id: 'n', hash: sha256Hex(JSON.stringify(notice)), notice },
  { type: 'end', entries: 4, withheld: 1 },
];

function exported(lines: readonly RecordLine[] = LINES, key = KEY): string[] {
  const seal = new RecordSeal();
  return [...lines.map((line) => seal.seal(line)), seal.signature(key)];
}
function verdictOf(lines: readonly string[], key: AuditKey = KEY) {
  const check = new RecordCheck(publicKeysOf(key.publicPem));
  for (const line of lines) check.take(line);
  return check.verdict();
}

it('a record that is whole says so, with what it withholds', () => {
  expect(verdictOf(exported())).toMatchObject({ ok: true, incident: 'INC-1', entries: 4, withheld: 1, signedBy: 'k1' });
});

it('any other character is found', () => {
  const lines = exported();
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.nat(210), (at, place) => {
      const line = lines[at]!;
      const changed = line.slice(0, place) + (line[place] === 'x' ? 'y' : 'x') + line.slice(place + 1);
      expect(verdictOf(lines.with(at, changed))).toMatchObject({ ok: false, fault: { line: at + 1 } });
    }),
  );
});

it.each<[string, (lines: string[]) => readonly string[], number]>([
  ['a line left out', (lines) => lines.toSpliced(2, 1), 3],
  ['two lines moved', (lines) => [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)], 2],
  ['no signature', (lines) => lines.slice(0, -1), 7],
  ['no end', (lines) => lines.slice(0, -2), 6],
  ['a line after the signature', (lines) => [...lines, lines[1]!], 8],
  ['nothing', () => [], 1],
])('%s is found', (_, change, line) => {
  expect(verdictOf(change(exported()))).toMatchObject({ ok: false, fault: { line } });
});

it('one that somebody else sealed and signed is not of the key', () => {
  expect(verdictOf(exported(LINES, OTHER))).toMatchObject({ ok: false, fault: { line: 7 } });
});

it('an entry that is not what was sealed, or missing, is named, whoever signed it', () => {
  expect(verdictOf(exported(LINES.with(3, entry(3, 'made up'))))).toMatchObject({
    fault: { line: 4, detail: 'timeline/one/3 is not as it was sealed' },
  });
  expect(verdictOf(exported(LINES.toSpliced(2, 1)))).toMatchObject({
    fault: { line: 3, detail: expect.stringContaining('entry 2 of the timeline is missing') },
  });
});
