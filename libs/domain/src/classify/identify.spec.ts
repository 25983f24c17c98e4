import { describe, expect, it } from '@jest/globals';
import type { Device } from '../directory/device.js';
import { at, device } from '../fixtures/event-fixture.js';
import { classified, directoryOf } from '../fixtures/directory-fixture.js';

const NAME = 'MMD-12345678901';
const always = <T>(value: T) => [{ value, from: null, until: null }];
const ENROLLED = [{ from: null, until: null }];
/** Another record that bears the same name. */
const namesake = (given: Partial<Device> = {}) =>
  device({
    id: '00000000-0000-7000-8000-000000000002',
    entraId: '99999999-2222-3333-4444-555555555555',
    serial: 'SN2',
    defenderIds: [],
    enrolments: [],
    ...given,
  });

describe('a record is found', () => {
  it('by Entra id, whatever the casing', () => {
    const known = directoryOf([device({ entraId: 'ABCDEF00-0000-0000-0000-000000000000' })]);
    expect(classified({ entraId: 'abcdef00-0000-0000-0000-000000000000' }, known)).toMatchObject({
      class: 'mmd',
      identifiedBy: 'entra-id',
    });
  });

  it('by any Defender id it ever had, when the Entra id is not said', () => {
    const defenderIds = ['a', 'b'].map((letter) => ({ value: letter.repeat(40), from: null, until: null }));
    expect(classified({ defenderId: 'b'.repeat(40) }, directoryOf([device({ defenderIds })]))).toMatchObject({
      class: 'mmd',
      identifiedBy: 'defender-id',
    });
  });

  it('by Entra id first: a Defender id of another record does not matter', () => {
    const other = namesake({ defenderIds: always('b'.repeat(40)) });
    const found = classified({ entraId: device().entraId, defenderId: 'b'.repeat(40) }, directoryOf([device(), other]));
    expect(found).toMatchObject({ identifiedBy: 'entra-id', deviceId: device().id, class: 'mmd' });
  });

  it('by a name that only it bore then, bare or qualified', () => {
    expect(classified({ name: 'mmd-12345678901.contoso.example' }, directoryOf([device()]))).toMatchObject({
      class: 'mmd',
      identifiedBy: 'name',
    });
  });

  it('not by a name that it bore at another time', () => {
    const names = [{ value: NAME, from: at('2022-04-01T00:00:00Z'), until: null }];
    expect(classified({ name: NAME }, directoryOf([device({ names })])).class).toBe('non-mmd');
  });

  it('and the looks that led there are kept in their order', () => {
    const known = directoryOf([device({ entraId: null })]);
    const { steps } = classified({ entraId: 'e', defenderId: 'd', name: NAME }, known);
    expect(steps).toEqual([
      { by: 'entra-id', value: 'e', gave: 'no record' },
      { by: 'defender-id', value: 'd', gave: 'no record' },
      { by: 'name', value: NAME, gave: `one record: ${NAME}` },
    ]);
  });
});

describe('a record with another Entra id than the event, whose own is in no record,', () => {
  const entraId = 'eeeeeeee-2222-3333-4444-555555555555';
  const asked = { entraId, defenderId: 'unknown', name: NAME };
  const undecided = { class: 'undetermined', review: ['conflict'], deviceId: null, awaitsDirectory: false };

  it('is not taken for the device because of its name', () => {
    const found = classified(asked, directoryOf([device()]));
    expect(found).toMatchObject({ ...undecided, identifiedBy: 'name' });
    expect(found.steps.at(-1)).toEqual({
      by: 'entra-id',
      value: entraId,
      gave: `not that of the record found: ${device().entraId}`,
    });
  });

  it('nor because of a Defender id that it had', () => {
    const known = directoryOf([device({ defenderIds: always('a'.repeat(40)) })]);
    const found = classified({ entraId, defenderId: 'a'.repeat(40) }, known);
    expect(found).toMatchObject({ ...undecided, identifiedBy: 'defender-id' });
  });

  it('nor because it is the one in use among several of the name', () => {
    const known = directoryOf([device({ intuneId: 'intune-1' }), namesake()]);
    expect(classified(asked, known)).toMatchObject(undecided);
  });

  it('nor because it is hybrid joined and has a twin: no twin has the Entra id of the event either', () => {
    const twin = namesake({ intuneId: 'intune-2', enrolments: ENROLLED });
    const known = directoryOf([device({ trustType: 'ServerAd', defenderIds: always('a'.repeat(40)) }), twin]);
    expect(classified({ entraId, defenderId: 'a'.repeat(40) }, known)).toMatchObject(undecided);
  });

  it('is taken for it when it has no Entra id to contradict', () => {
    expect(classified(asked, directoryOf([device({ entraId: null })]))).toMatchObject({ class: 'mmd', review: [] });
  });

  it('does not go before a server, nor before a tag of Defender that comes before the name', () => {
    const known = directoryOf([device()]);
    expect(classified({ ...asked, os: 'WindowsServer2022' }, known).class).toBe('non-mmd');
    expect(classified({ ...asked, tags: ['M365Managed-Standard'] }, known).identifiedBy).toBe('defender-tag');
  });
});

describe("Defender's tag", () => {
  const tagged = (tag: string) => classified({ defenderId: 'unknown', tags: ['Kassa', tag] }, directoryOf([]));

  it.each(['M365Managed-Standard', 'M365Managed-SensitiveData-Shared', 'M365Managed-PowerUser', 'm365managed-kiosk'])(
    '%s makes an unknown device one of MMD',
    (tag) => {
      expect(tagged(tag)).toMatchObject({ class: 'mmd', identifiedBy: 'defender-tag' });
    },
  );

  it.each(['M365Managed-PowerUser-Shared', 'M365Managed-', 'M365Managed-Standard2', 'Managed-Standard', 'MMD'])(
    '%s proves nothing',
    (tag) => {
      expect(tagged(tag).class).toBe('non-mmd');
    },
  );

  it('goes before the name, and not before a record', () => {
    const tags = ['M365Managed-Standard'];
    expect(classified({ name: NAME, tags }, directoryOf([device()])).identifiedBy).toBe('defender-tag');
    const never = directoryOf([device({ enrolments: [] })]);
    expect(classified({ entraId: device().entraId, tags }, never)).toMatchObject({
      class: 'non-mmd',
      identifiedBy: 'entra-id',
      review: ['conflict'],
    });
  });

  it('on a device that was enrolled at another time is no contradiction', () => {
    const past = device({ enrolments: [{ from: null, until: at('2022-01-01T00:00:00Z') }] });
    const found = classified({ entraId: past.entraId, tags: ['M365Managed-Standard'] }, directoryOf([past]));
    expect(found).toMatchObject({ class: 'non-mmd', review: [] });
    expect(found.steps.map(({ by }) => by)).toEqual(['entra-id', 'defender-tag']);
  });
});

describe('of several records that bore one name', () => {
  const named = (...others: Device[]) => classified({ name: NAME }, directoryOf(others));

  it('the only one with an Intune id is it', () => {
    expect(named(device({ intuneId: 'intune-1' }), namesake())).toMatchObject({
      class: 'mmd',
      deviceId: device().id,
      review: [],
    });
  });

  it('else the only one that was active then is it', () => {
    const found = named(device({ enrolments: [] }), namesake({ registrations: always('active' as const) }));
    expect(found.deviceId).toBe(namesake().id);
  });

  it('none is, when the two rules disagree', () => {
    const found = named(device({ intuneId: 'intune-1' }), namesake({ registrations: always('active' as const) }));
    expect(found).toMatchObject({ class: 'undetermined', review: ['conflict'], deviceId: null });
  });

  it('none is, when nothing tells them apart: never the first', () => {
    const found = named(device(), namesake());
    expect(found).toMatchObject({ class: 'undetermined', review: ['conflict'], awaitsDirectory: false });
    expect(found.steps).toEqual([{ by: 'name', value: NAME, gave: '2 records bore it then' }]);
  });
});

describe.each(['ServerAd', 'Workplace'])('a record with the join type %s', (trustType) => {
  const found = (enrolments: Device['enrolments'], ...others: Device[]) =>
    classified({ entraId: device().entraId }, directoryOf([device({ trustType, enrolments }), ...others]));

  it('stands back for its twin with an Intune id', () => {
    const twin = namesake({ intuneId: 'intune-2', enrolments: ENROLLED });
    const answer = found([], twin);
    expect(answer).toMatchObject({ class: 'mmd', deviceId: twin.id });
    expect(answer.steps.map(({ by }) => by)).toEqual(['entra-id', 'twin']);
  });

  it('is not in MMD without such a twin; enrolled all the same, a person looks', () => {
    expect(found([], namesake({ enrolments: ENROLLED }))).toMatchObject({ class: 'non-mmd', review: [] });
    expect(found(ENROLLED)).toMatchObject({ class: 'non-mmd', review: ['out-of-scope'] });
  });

  it('does not stand back for one that is joined outside the service too', () => {
    const other = namesake({ intuneId: 'intune-2', trustType: 'ServerAd', enrolments: ENROLLED });
    expect(found([], other).class).toBe('non-mmd');
  });

  it('is undetermined when several could be its twin', () => {
    const twins = ['3', '4'].map((n) =>
      namesake({ id: `00000000-0000-7000-8000-00000000000${n}`, entraId: n, serial: n, intuneId: n }),
    );
    expect(found([], ...twins)).toMatchObject({ class: 'undetermined', review: ['conflict'] });
  });
});
