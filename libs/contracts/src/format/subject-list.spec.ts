import type { DeviceSubject } from '@demarc/domain';
import { describe, expect, test } from '@jest/globals';
import { MAX_SUBJECTS, SubjectList } from './subject-list.js';

function devicesOf(...mentions: Partial<DeviceSubject>[]) {
  const list = new SubjectList();
  mentions.forEach((mention, index) => list.addDevice({ role: 'affected', path: `evidence[${index}]`, ...mention }));
  return list.subjects();
}

describe('the mentions of one device become one subject', () => {
  test('by an id, in any case, with the path of the first and the strongest role', () => {
    expect(
      devicesOf(
        { defenderId: 'abc', role: 'contextual', tags: ['x'] },
        { defenderId: 'ABC', entraId: 'E1', name: 'pc', tags: ['x', 'y'] },
      ),
    ).toEqual([
      expect.objectContaining({
        defenderId: 'abc',
        entraId: 'E1',
        name: 'pc',
        role: 'affected',
        path: 'evidence[0]',
        tags: ['x', 'y'],
      }),
    ]);
  });

  test('with whether it is onboarded, whichever mention says so first', () => {
    const [merged] = devicesOf({ defenderId: 'abc' }, { defenderId: 'abc', onboarded: false });
    expect(merged).toMatchObject({ onboarded: false });
  });

  test('also when a later mention joins two earlier ones', () => {
    const joined = devicesOf(
      { entraId: 'E1' },
      { defenderId: 'D1' },
      { entraId: 'e1', defenderId: 'd1' },
      { defenderId: 'D1' },
    );
    expect(joined).toHaveLength(1);
    expect(joined[0]).toMatchObject({ entraId: 'E1', defenderId: 'D1', path: 'evidence[0]' });
  });

  test('by name only when one of them has nothing else', () => {
    expect(devicesOf({ name: 'PC' }, { name: 'pc', entraId: 'E1' })).toHaveLength(1);
    expect(devicesOf({ name: 'pc', entraId: 'E1' }, { name: 'pc' })).toHaveLength(1);
    expect(devicesOf({ name: 'pc', entraId: 'E1' }, { name: 'pc', defenderId: 'D2' })).toHaveLength(2);
  });
});

describe('different devices stay apart', () => {
  test('two Entra ids are two devices, though one Defender id is said of both', () => {
    expect(devicesOf({ entraId: 'E1', defenderId: 'D' }, { entraId: 'E2', defenderId: 'D' })).toHaveLength(2);
  });

  test('a device and a user of one name are two', () => {
    const list = new SubjectList();
    list.addDevice({ name: 'kiosk', role: 'affected', path: 'a' });
    list.addOther('user', null, 'kiosk', 'affected', 'b');
    expect(list.subjects()).toHaveLength(2);
  });
});

test('what names nothing is no subject', () => {
  expect(devicesOf({ entraId: '00000000-0000-0000-0000-000000000000', os: 'Windows11' })).toEqual([]);
});

test('subjects beyond the limit are counted', () => {
  const list = new SubjectList();
  for (let i = 0; i < MAX_SUBJECTS + 5; i += 1) list.addDevice({ defenderId: `d${i}`, role: 'affected', path: 'p' });
  expect(list.subjects()).toHaveLength(MAX_SUBJECTS);
  expect(list.remarks()).toEqual(['5 mentions of further subjects were left out']);
});
