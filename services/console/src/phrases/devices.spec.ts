import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classified, directoryOf } from '../../../../libs/domain/src/fixtures/directory-fixture.js';
import { at, device, deviceSubject, sourceEvent } from '../../../../libs/domain/src/fixtures/event-fixture.js';
import { inputs, policyFixture } from '../../../../libs/domain/src/fixtures/policy-fixture.js';
import type { ClassifiedDevice, Device, DeviceSubject, DirectoryState } from '../../../../libs/domain/src/index.js';
import { route } from '../../../../libs/domain/src/policy/route.js';
import { FINDINGS, REGISTRATIONS, SYSTEMS } from './devices.fr.js';
import { inFrench } from './in-french.js';
import { PhraseBook } from './phrase.js';

const RUNS = 3_000;
const ALWAYS = { from: null, until: null };
const [ENTRA, OTHER_ENTRA, DEFENDER] = ['e'.repeat(36), 'f'.repeat(36), 'd'.repeat(40)];
const [BEFORE, AFTER] = [at('2022-02-01T00:00:00Z'), at('2022-04-01T00:00:00Z')];
const perhaps = <T>(value: T) => fc.option(fc.constant(value));
const some = <T>(...values: readonly T[]) => fc.subarray([...values], { maxLength: Math.min(2, values.length) });
/** Mostly what the service takes: anything else decides by itself. */
const os = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(null, 'Windows11') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'WindowsServer2019',
      'Windows10WVD',
      'Windows 11 ARM64',
      'Windows 10 IoT',
      'Windows 11 Home',
      'Windows 7',
      'iOS',
      'macOS',
      'Ubuntu',
    ),
  },
);

const recorded: fc.Arbitrary<Device> = fc
  .record({
    entraId: fc.constantFrom(null, ENTRA, OTHER_ENTRA),
    intuneId: perhaps('i'),
    serial: fc.constantFrom('SN1', 'SN2'),
    os,
    trustType: fc.constantFrom('AzureAd', 'AzureAd', 'AzureAd', 'ServerAd', 'Workplace'),
    names: fc.constantFrom('MMD-1', 'MMD-1', 'Ann’s laptop').map((value) => [{ value, ...ALWAYS }]),
    defenderIds: some({ value: DEFENDER, ...ALWAYS }),
    groups: some(
      ...['Windows Autopatch - Ring1', 'Modern Workplace Devices-All'].map((value) => ({ value, ...ALWAYS })),
    ),
    registrations: some(
      ...(['pending', 'ready', 'active', 'inactive', 'failed'] as const).map((value) => ({ value, ...ALWAYS })),
    ),
    enrolments: fc.constantFrom<Device['enrolments']>(
      [],
      [ALWAYS],
      [{ from: BEFORE, until: null }],
      [{ from: null, until: BEFORE }],
      [{ from: AFTER, until: null }],
      [
        { from: null, until: BEFORE },
        { from: AFTER, until: null },
      ],
    ),
  })
  .map((given) => device(given));

const directory = fc
  .tuple(
    fc.array(recorded, { maxLength: 3 }),
    fc.record<Partial<DirectoryState>>({
      asOf: fc.constantFrom(null, ...[BEFORE, '2022-03-01T09:00:00Z', '2022-03-01T09:00:00Z'].map((text) => at(text))),
      coverage: fc.constantFrom('complete', 'complete', 'partial'),
    }),
  )
  .map(([devices, state]) => {
    const named = devices.map((one, n) => ({ ...one, id: `00000000-0000-7000-8000-00000000000${n}` }));
    return directoryOf(named, state);
  });

const subject: fc.Arbitrary<Partial<DeviceSubject>> = fc.record({
  entraId: fc.constantFrom(null, null, ENTRA, '0'.repeat(36)),
  defenderId: perhaps(DEFENDER),
  name: fc.constantFrom(null, 'MMD-1', 'Ann’s laptop'),
  serial: perhaps('SN1'),
  os,
  tags: some('M365Managed-Standard', 'mine'),
  onboarded: fc.constantFrom(null, false, true),
  role: fc.constantFrom('affected', 'contextual'),
});

/** As the fixtures' devices and subjects may be, a great many of them. */
function eachClassified(check: (found: ClassifiedDevice) => unknown): void {
  const property = fc.property(subject, directory, (named, known) => void check(classified(named, known)));
  fc.assert(property, { numRuns: RUNS, seed: 1 });
}

test('whatever the classification says of a device has a French phrase, and each phrase is said of one', () => {
  const unsaid = new Map(
    FINDINGS.map((phrase) => [
      phrase[0],
      new PhraseBook([phrase], {}, { system: SYSTEMS, registration: REGISTRATIONS }),
    ]),
  );
  const said = new Set<string>();
  eachClassified(({ because }) => said.add(because));
  // Rare enough to be given: two of a name, of which each has something that the other has not.
  const [managed, active] = [{ registrations: [], intuneId: 'i' }, { registrations: [{ value: 'active', ...ALWAYS }] }];
  const namesakes = [managed, active].map((given, n) =>
    device({ ...(given as Partial<Device>), id: `d${n}`, entraId: null }),
  );
  said.add(classified({ name: 'MMD-12345678901' }, directoryOf(namesakes)).because);
  for (const because of said) {
    if (inFrench(because) === null) throw new Error(`There is no French for "${because}": add it to devices.fr.ts.`);
    for (const [english, book] of unsaid) if (book.say(because) !== null) unsaid.delete(english);
  }
  expect([...unsaid.keys()]).toEqual([]);
});

test('whatever a receipt says of where its facts come from has a French phrase', () => {
  const impacts = fc.record({
    serviceImpact: fc.constantFrom(null, true, false),
    flag: perhaps({ impact: 'yes', by: 'customer/dana', at: at('2022-03-01T11:00:00Z') } as const),
  });
  const subjects = fc.array(
    subject.map((given) => deviceSubject(given)),
    { maxLength: 3 },
  );
  const said = new Set<string>();
  const property = fc.property(subjects, directory, impacts, (named, known, { serviceImpact, flag }) => {
    const event = sourceEvent({ subjects: named, serviceImpact, areaFrom: 'no rule matched' });
    for (const { receipt } of route(event, known, { ...inputs(policyFixture()), flag }))
      for (const from of Object.values(receipt.from)) said.add(from);
  });
  fc.assert(property, { numRuns: RUNS / 2, seed: 1 });
  expect(said.size).toBeGreaterThan(100);
  expect([...said].filter((from) => inFrench(from) === null)).toEqual([]);
});

test('a device is named in French as it is called, whatever it is called', () => {
  const path = 'evidence[0]: Ann’s is a server laptop is a server, which the service does not manage';
  expect(inFrench(path)).toBe('evidence[0] : Ann’s is a server laptop est un serveur, que le service ne gère pas');
});
