import { describe, expect, it } from '@jest/globals';
import { DirectoryIndex } from '../directory/directory.js';
import type { Device } from '../directory/device.js';
import { at, device, deviceSubject, sourceEvent } from '../fixtures/event-fixture.js';
import type { DeviceSubject } from '../event/source-event.js';
import { classifyDevices } from './classify.js';

const NOW = at('2022-06-01T00:00:00Z');

function directory(...devices: Device[]): DirectoryIndex {
  const index = new DirectoryIndex();
  index.loaded = true;
  for (const one of devices) index.put(one);
  return index;
}

const classify = (subject: Partial<DeviceSubject>, index: DirectoryIndex, activity = '2022-03-01T10:00:00Z') =>
  classifyDevices(sourceEvent({ subjects: [deviceSubject(subject)], firstActivityAt: at(activity) }), index, NOW)[0]!;

describe('a device of an event', () => {
  it('is recognised by its Entra id whatever the casing', () => {
    const known = directory(device({ entraId: 'ABCDEF00-0000-0000-0000-000000000000' }));
    expect(classify({ entraId: 'abcdef00-0000-0000-0000-000000000000' }, known)).toMatchObject({
      class: 'mmd',
      identifiedBy: 'entra-id',
    });
  });

  it('is recognised by any Defender id it ever had', () => {
    const ids = ['a', 'b'].map((letter) => ({ value: letter.repeat(40), from: null, until: null }));
    expect(classify({ defenderId: 'b'.repeat(40) }, directory(device({ defenderIds: ids })))).toMatchObject({
      class: 'mmd',
      identifiedBy: 'defender-id',
    });
  });

  it('enrolled after the activity was not in MMD then, but is now', () => {
    const late = device({ enrolments: [{ from: at('2022-04-01T00:00:00Z'), until: null }] });
    expect(classify({ entraId: late.entraId }, directory(late))).toMatchObject({ class: 'non-mmd', enrolledNow: true });
  });

  it('removed after the activity was in MMD then, but is no more', () => {
    const gone = device({ enrolments: [{ from: null, until: at('2022-04-01T00:00:00Z') }] });
    expect(classify({ entraId: gone.entraId }, directory(gone))).toMatchObject({ class: 'mmd', enrolledNow: false });
  });

  it('is in MMD at the first instant of an interval and not at its last', () => {
    const between = device({ enrolments: [{ from: at('2022-03-01T00:00:00Z'), until: at('2022-03-02T00:00:00Z') }] });
    expect(classify({ entraId: between.entraId }, directory(between), '2022-03-01T00:00:00Z').class).toBe('mmd');
    expect(classify({ entraId: between.entraId }, directory(between), '2022-03-02T00:00:00Z').class).toBe('non-mmd');
  });

  it('that nobody knows but that carries the MMD tag is in MMD', () => {
    expect(classify({ defenderId: 'f'.repeat(40), tags: ['M365Managed-Standard'] }, directory())).toMatchObject({
      class: 'mmd',
      identifiedBy: 'defender-tag',
    });
  });

  it('is recognised by a name that only it bore then', () => {
    expect(classify({ name: 'mmd-12345678901.contoso.example' }, directory(device())).identifiedBy).toBe('name');
  });

  it('whose name two devices bore is undetermined, never a guess', () => {
    const twin = device({ id: '00000000-0000-7000-8000-000000000002', entraId: 'x', serial: 'SN2', defenderIds: [] });
    expect(classify({ name: 'MMD-12345678901' }, directory(device(), twin)).class).toBe('undetermined');
  });

  it('is undetermined while the directory was never imported', () => {
    expect(classify({ entraId: 'unknown' }, new DirectoryIndex()).class).toBe('undetermined');
  });

  it('that the directory does not know is not in MMD, however it is called', () => {
    expect(classify({ name: 'MMD-99999999999' }, directory(device())).class).toBe('non-mmd');
  });

  it('is found under its new name after its record was replaced, and no longer under the old', () => {
    const index = directory(device());
    index.put(device({ names: [{ value: 'MMD-AAAAAAAAAAA', from: null, until: null }] }));
    expect(index.byName('MMD-AAAAAAAAAAA', NOW)).toHaveLength(1);
    expect(index.byName('MMD-12345678901', NOW)).toHaveLength(0);
  });
});
