import { describe, expect, test } from '@jest/globals';
import { type Device, type Instant, parseInstant } from '@demarc/domain';
import { applyStatement, sameDevice } from './apply-statement.js';
import { DEVICE_COLUMNS } from './device-row.js';
import { readStatements } from './device-statement.js';
import { readCsv, readEntries } from './import-table.js';

const A = '0f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c1111';
const B = '1f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c2222';
const now = parseInstant('2026-11-22T10:00:00Z')!;
const at = (text: string): Instant => parseInstant(text)!;

const csv = (...lines: string[]) => readCsv(lines.join('\r\n'), DEVICE_COLUMNS);
const statementsOf = (...lines: string[]) => readStatements(csv(...lines));
const errorsOf = (...lines: string[]) => statementsOf(...lines).errors.map(({ line, field }) => [line, field]);

function applied(known: Device | null, ...lines: string[]): Device {
  const table = csv(...lines);
  const { statements, errors } = readStatements(table);
  expect(errors).toEqual([]);
  return applyStatement(known, statements[0]!, table.columns, { now, asOf: now }, 'new-id');
}

describe('a file of devices', () => {
  test('columns stand in any order, behind a byte order mark', () => {
    const { statements, errors } = statementsOf('\uFEFFName,Entra_Device_Id', `PC-1,{${A.toUpperCase()}}`);
    expect(errors).toEqual([]);
    expect(statements).toMatchObject([{ entraId: A, parts: { names: [{ value: 'PC-1', from: null, until: null }] } }]);
  });

  test('an unknown column is refused with the list of known ones', () => {
    const { errors } = statementsOf('entra_device_id,owner', `${A},joe`);
    expect(errors).toMatchObject([{ line: 1, field: 'owner' }]);
    expect(errors[0]!.detail).toContain('defender_ids');
  });

  test('rows of one device add up, by Entra id and else by serial', () => {
    const { statements, errors } = statementsOf(
      'entra_device_id,serial,name,name_until,enrolled_from,enrolled_until',
      `${A},S1,OLD,2022-01-01,2021-01-01,2022-01-01`,
      `${A},S1,NEW,,2023-01-01,`,
      ',s1,NEW,,,',
    );
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(1);
    expect(statements[0]!.parts.names.map(({ value }) => value)).toEqual(['OLD', 'NEW']);
    expect(statements[0]!.enrolments).toEqual([
      { from: at('2021-01-01T00:00:00Z'), until: at('2022-01-01T00:00:00Z') },
      { from: at('2023-01-01T00:00:00Z'), until: null },
    ]);
  });

  test('every mistake is named at once, with its line', () => {
    expect(
      errorsOf(
        'entra_device_id,serial,name,defender_ids,enrolled_from,enrolled_until',
        'nonsense,,PC,,,',
        `${A},,PC,,tomorrow,`,
        `${A},,PC,,2022-01-01,2021-01-01`,
        ',,PC,,,',
        `${B},S,PC,dd,2021-01-01,`,
        `${B},S,PC,,2022-01-01,`,
        ',T,PC,DD,,',
      ),
    ).toEqual([
      [2, 'entra_device_id'],
      [3, 'enrolled_from'],
      [4, 'enrolled_until'],
      [5, 'entra_device_id'],
      [7, 'enrolled_from'],
      [8, 'defender_ids'],
    ]);
  });

  test('rows of one device that contradict each other are refused', () => {
    expect(errorsOf('entra_device_id,ring', `${A},Test`, `${A},Broad`)).toEqual([[3, 'ring']]);
    expect(errorsOf('entra_device_id,name', `${A},ONE`, `${A},TWO`)).toEqual([[3, 'name']]);
  });

  test('rings that overlap are refused, a name of two spellings is not', () => {
    const header = 'entra_device_id,ring,ring_from,ring_until';
    expect(errorsOf(header, `${A},Test,2022-01-01,2023-01-01`, `${A},Fast,2022-06-01,`)).toEqual([[3, 'ring']]);
    expect(errorsOf(header, `${A},Test,2022-01-01,`, `${A},Fast,2022-06-01,`)).toEqual([]);
    expect(errorsOf('entra_device_id,name,name_from', `${A},PC,2022-01-01`, `${A},PC.x,2022-01-01`)).toEqual([]);
  });

  test('dates without a value are refused', () => {
    expect(errorsOf('entra_device_id,user,user_from', `${A},,2022-01-01`)).toEqual([[2, 'user']]);
  });

  test.each([
    ['Registration pending', 'pending'],
    ['registration_failed', 'failed'],
    ['readyForUser', 'ready'],
    ['READY FOR USER', 'ready'],
    ['Active', 'active'],
    ['inactive', 'inactive'],
  ])('the registration state %s is read as %s', (written, value) => {
    const [statement] = statementsOf('entra_device_id,registration_state', `${A},${written}`).statements;
    expect(statement!.parts.registrations).toEqual([{ value, from: null, until: null }]);
  });

  test('another registration state is refused with the known ones', () => {
    const { errors } = statementsOf('entra_device_id,registration_state', `${A},enrolled`);
    expect(errors).toMatchObject([{ line: 2, field: 'registration_state' }]);
    expect(errors[0]!.detail).toContain('Ready for user');
  });

  test('a quote that is never closed is an error of the file, not a crash', () => {
    expect(statementsOf('entra_device_id,name', `${A},"PC`).errors).toHaveLength(1);
    expect(statementsOf('').errors).toHaveLength(1);
  });

  test('JSON entries are read as rows', () => {
    const table = readEntries([{ entra_device_id: A, tags: ['x', 'y'], ring: null }, 7, { serial: 5 }], DEVICE_COLUMNS);
    expect(table.rows[0]!.cells).toMatchObject({ tags: 'x;y', ring: '' });
    expect(table.errors).toMatchObject([{ line: 2 }, { line: 3, field: 'serial' }]);
  });
});

describe('what a file says of a known device', () => {
  const header = 'entra_device_id,name,name_from,name_until';
  const first = applied(null, 'entra_device_id,name,ring,tags,enrolled_from', `${A},PC-1,Test,a;b,2021-01-01`);

  test('the same file again changes nothing', () => {
    expect(
      sameDevice(
        first,
        applied(first, 'entra_device_id,name,ring,tags,enrolled_from', `${A},pc-1,Test,b;a,2021-01-01`),
      ),
    ).toBe(true);
  });

  test('columns that the file has replace, columns that it lacks stay', () => {
    const after = applied(first, 'entra_device_id,os', `${A},Windows10`);
    expect(after).toMatchObject({
      os: 'Windows10',
      rings: first.rings,
      tags: first.tags,
      enrolments: first.enrolments,
      names: first.names,
    });
  });

  test('without an enrolment it is in the service no longer; an earlier one that ended stays said', () => {
    const left = applied(first, 'entra_device_id,enrolled_from', `${A},`);
    expect(left.enrolments).toEqual([{ from: at('2021-01-01T00:00:00Z'), until: now }]);
    const later = applied(left, 'entra_device_id,enrolled_from,enrolled_until', `${A},2026-12-01,`);
    expect(later.enrolments).toEqual([...left.enrolments, { from: at('2026-12-01T00:00:00Z'), until: null }]);
  });

  test('an enrolment that ends where it begins takes back the one of that time, beside one that is so', () => {
    const columns = 'entra_device_id,enrolled_from,enrolled_until';
    const corrected = applied(first, columns, `${A},2022-01-01,`, `${A},2022-01-01,2022-01-01`);
    expect(corrected.enrolments).toEqual([{ from: at('2022-01-01T00:00:00Z'), until: null }]);
    expect(applied(first, columns, `${A},2021-01-01,2021-01-01`).enrolments).toEqual([]);
    expect(applied(null, columns, `${A},2021-01-01,2021-01-01`).enrolments).toEqual([]);
  });

  test('a new name closes the former one now, or when it says it began', () => {
    expect(applied(first, header, `${A},PC-2,,`).names).toEqual([
      { value: 'PC-1', from: null, until: now },
      { value: 'PC-2', from: now, until: null },
    ]);
    const renamed = applied(first, header, `${A},PC-2,2022-01-01,`);
    expect(renamed.names).toEqual([
      { value: 'PC-1', from: null, until: at('2022-01-01T00:00:00Z') },
      { value: 'PC-2', from: at('2022-01-01T00:00:00Z'), until: null },
    ]);
    expect(sameDevice(renamed, applied(renamed, header, `${A},PC-2,2022-01-01,`))).toBe(true);
  });

  test('an earlier name that comes later ends where the next one begins', () => {
    const named = applied(null, header, `${A},NEW,2022-01-01,`);
    const both = applied(named, header, `${A},OLD,2020-01-01,`);
    expect(both.names.map(({ value, until }) => [value, until])).toEqual([
      ['OLD', at('2022-01-01T00:00:00Z')],
      ['NEW', null],
    ]);
    expect(sameDevice(both, applied(both, header, `${A},OLD,2020-01-01,`))).toBe(true);
  });

  test('a current name without dates begins where the dated one ended', () => {
    const names = applied(null, header, `${A},NEW,,`, `${A},OLD,,2022-01-01`).names;
    expect(names.map(({ value, from }) => [value, from])).toEqual([
      ['OLD', null],
      ['NEW', at('2022-01-01T00:00:00Z')],
    ]);
  });

  test('groups, users and the Intune id are kept', () => {
    const B_ID = B.toUpperCase();
    const after = applied(first, 'entra_device_id,intune_id,groups,user', `${A},${B_ID},One;Two,ana@x.example`);
    expect(after).toMatchObject({ intuneId: B, users: [{ value: 'ana@x.example', from: now }] });
    expect(after.groups.map(({ value }) => value)).toEqual(['One', 'Two']);
    expect(sameDevice(first, after)).toBe(false);
  });

  test('Defender ids add up', () => {
    const one = applied(null, 'entra_device_id,defender_ids', `${A},AAA`);
    const two = applied(one, 'entra_device_id,defender_ids', `${A},bbb; aaa`);
    expect(two.defenderIds.map(({ value }) => value)).toEqual(['aaa', 'bbb']);
  });
});
