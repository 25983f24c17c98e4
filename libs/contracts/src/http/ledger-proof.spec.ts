import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LedgerCheck, LedgerSeal } from './ledger-proof.js';

const header = {
  type: 'ledger',
  tenant: 'contoso',
  incident: null,
  from: null,
  until: null,
  askedBy: 'microsoft/ana',
  at: '2026-11-27T10:00:00Z',
  notices: 3,
} as const;

function exported(): string[] {
  const seal = new LedgerSeal();
  const notices = [1, 2, 3].map((n) => seal.seal.bind(seal, { type: 'notice', notice: { n, because: 'a "rule"' } }));
  return [seal.seal(header), ...notices.map((make) => make()), seal.seal({ type: 'end', notices: 3 })];
}

function verdictOf(lines: readonly string[]) {
  const check = new LedgerCheck();
  for (const line of lines) check.take(line);
  return check.verdict();
}

describe('an exported ledger', () => {
  it('that is whole says so', () => {
    expect(verdictOf(exported())).toEqual({ ok: true, tenant: 'contoso', notices: 3, at: header.at, signedBy: null });
  });

  it.each<[string, (lines: string[]) => readonly string[], number]>([
    ['a changed line', (lines) => lines.with(2, lines[2]!.replace('rule', 'role')), 3],
    ['a line left out', (lines) => lines.toSpliced(2, 1), 3],
    ['a line twice', (lines) => lines.toSpliced(2, 0, lines[1]!), 3],
    ['two lines moved', (lines) => [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)], 2],
    ['a tail cut off', (lines) => lines.slice(0, -1), 5],
    ['a line cut in two', (lines) => [...lines.slice(0, -1), lines.at(-1)!.slice(0, 20)], 5],
    ['a line after the end', (lines) => [...lines, lines[1]!], 6],
    ['nothing', () => [], 1],
  ])('finds %s', (_, change, line) => {
    expect(verdictOf(change(exported()))).toMatchObject({ ok: false, fault: { line } });
  });

  it('finds any other character', () => {
    const lines = exported();
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(60), (at, place) => {
        const line = lines[at]!;
        const other = line[place] === 'x' ? 'y' : 'x';
        const changed = lines.with(at, line.slice(0, place) + other + line.slice(place + 1));
        expect(verdictOf(changed)).toMatchObject({ ok: false, fault: { line: at + 1 } });
      }),
    );
  });
});
