import { describe, expect, it } from '@jest/globals';
import { device } from '../fixtures/event-fixture.js';
import { classified, directoryOf } from '../fixtures/directory-fixture.js';
import { systemOf } from './system-scope.js';

describe('systemOf', () => {
  it.each([
    'Windows10',
    'Windows11',
    'Windows 11 Enterprise',
    'Microsoft Windows 10 Pro for Workstations',
    'windows10',
  ])('takes %s', (os) => {
    expect(systemOf(os)).toEqual({ inScope: true, what: 'a Windows client' });
  });

  it.each([
    ['WindowsServer2019', 'a server'],
    ['Windows Server 2012 R2', 'a server'],
    ['Windows10WVD', 'a multi-session desktop'],
    ['Windows 11 Enterprise multi-session', 'a multi-session desktop'],
    ['Windows 10 Enterprise for Virtual Desktops', 'a multi-session desktop'],
    ['Windows 11 on ARM64', 'Windows on ARM'],
    ['Windows 10 IoT Enterprise', 'an IoT system'],
    ['Windows 11 Home', 'an edition of Windows that the service does not take'],
    ['Windows8.1', 'a Windows that the service does not take'],
    ['macOS', 'macOS'],
    ['Mac OS X', 'macOS'],
    ['iOS', 'a phone or tablet'],
    ['Android', 'a phone or tablet'],
    ['Ubuntu', 'Linux'],
    ['RedHatEnterpriseLinux', 'Linux'],
  ])('does not take %s: %s', (os, what) => {
    expect(systemOf(os)).toEqual({ inScope: false, what });
  });

  it.each([null, '', 'Windows', 'Virtual Machine', 'Surface Laptop', 'unknownFutureValue'])(
    'learns nothing from %p',
    (os) => {
      expect(systemOf(os)).toBeNull();
    },
  );
});

describe('a system outside the service', () => {
  const ENTRA = device().entraId;

  it('is not in MMD even when Defender tags it so', () => {
    const found = classified(
      { defenderId: 'x', os: 'WindowsServer2019', tags: ['M365Managed-Standard'] },
      directoryOf([]),
    );
    expect(found).toMatchObject({ class: 'non-mmd', review: [] });
  });

  it('is not in MMD even when the directory is stale or was never read: the system is certain', () => {
    expect(classified({ name: 'fs01', os: 'Linux' }, directoryOf([], { asOf: null })).class).toBe('non-mmd');
  });

  it('enrolled all the same stays outside, and a person looks', () => {
    const server = directoryOf([device({ os: 'WindowsServer2022' })]);
    expect(classified({ entraId: ENTRA }, server)).toMatchObject({ class: 'non-mmd', review: ['out-of-scope'] });
  });

  it.each([
    ['WindowsServer2022', 'Windows11'],
    ['Windows11', 'macOS'],
  ])('is open when the event says %s and the record of an enrolled device %s', (said, recorded) => {
    const found = classified({ entraId: ENTRA, os: said }, directoryOf([device({ os: recorded })]));
    expect(found).toMatchObject({ class: 'undetermined', review: ['conflict'] });
    expect(found.steps.filter(({ by }) => by === 'os').map(({ value }) => value)).toEqual([said, recorded]);
  });

  it('in the record alone does not decide when the event says a Windows client, and it was never enrolled', () => {
    const known = directoryOf([device({ os: 'macOS', enrolments: [] })]);
    const found = classified({ entraId: ENTRA, os: 'Windows11' }, known);
    expect(found).toMatchObject({ class: 'non-mmd', because: expect.stringContaining('not enrolled') });
  });

  it('is not seen in a system that nobody knows', () => {
    const known = directoryOf([device({ os: 'Virtual Machine' })]);
    expect(classified({ entraId: ENTRA, os: 'unknownFutureValue' }, known).class).toBe('mmd');
  });
});
