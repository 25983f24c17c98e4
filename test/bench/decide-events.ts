import { type DeviceSubject, type Instant, type SourceEvent, type Subject, parseInstant } from '@demarc/domain';
import { defenderIdOf, entraIdOf, nameOf, userOf } from './device-maker.js';

const AT = parseInstant('2024-06-01T09:30:12.3456789Z')!;
const LAST_AT: Instant = parseInstant('2024-06-01T09:41:00Z')!;
const CATEGORIES = ['DefenseEvasion', 'LateralMovement', 'Execution', 'CredentialAccess', 'Malware'];
const SEVERITIES = ['informational', 'low', 'medium', 'high'] as const;

/** What events name, in the shares of a hundred in which they come. */
const MIX: readonly { readonly share: number; readonly subjects: (n: number) => Subject[] }[] = [
  {
    share: 30,
    subjects: (n) => [device({ entraId: entraIdOf(n), defenderId: defenderIdOf(n), name: nameOf(n) }), user(n)],
  },
  { share: 30, subjects: (n) => [device({ defenderId: defenderIdOf(n), name: `${nameOf(n)}.contoso.example` })] },
  { share: 10, subjects: (n) => [device({ name: nameOf(n) })] },
  { share: 10, subjects: (n) => [device({ defenderId: defenderIdOf(-n), name: `visitor-${n}` })] },
  { share: 5, subjects: (n) => [device({ defenderId: defenderIdOf(n), role: 'contextual' }), user(n)] },
  // A multiple of ten is not enrolled: the two belong to both sides.
  {
    share: 5,
    subjects: (n) => [device({ entraId: entraIdOf(n - (n % 10)) }), device({ entraId: entraIdOf(n - (n % 10) + 1) })],
  },
  { share: 10, subjects: (n) => [user(n)] },
];

/** An event as the formats give it, about the `n`th device of `devices`, or none of them. */
export function benchEvent(n: number, devices: number): SourceEvent {
  let place = n % 100;
  const { subjects } = MIX.find(({ share }) => (place -= share) < 0)!;
  // A prime's multiples meet every device, far from the one before: no cache helps.
  const about = (n * 7_919) % devices;
  return {
    tenant: 'contoso',
    source: 'urn:bench',
    id: `da637578995287051192_${n}`,
    version: '2024-06-01T09:45:00.0000000Z',
    format: 'graph-alert',
    kind: 'security',
    area: n % 100 < 90 ? 'endpoint' : 'identity',
    areaFrom: 'evidence types',
    severity: SEVERITIES[n % SEVERITIES.length]!,
    severityText: SEVERITIES[n % SEVERITIES.length]!,
    status: 'firing',
    title: 'Suspicious execution of a hidden file',
    description: 'A hidden file was launched.',
    category: CATEGORIES[n % CATEGORIES.length]!,
    techniques: ['T1564.001'],
    handledBy: 'nobody',
    handledByFrom: 'nobody is named',
    serviceImpact: null,
    firstActivityAt: AT,
    lastActivityAt: LAST_AT,
    correlationKey: `defender-incident:${n}`,
    subjects: subjects(about),
    link: null,
    remarks: [],
  };
}

function device(given: Partial<DeviceSubject>): DeviceSubject {
  return {
    type: 'device',
    entraId: null,
    defenderId: null,
    name: null,
    serial: null,
    os: 'Windows11',
    tags: [],
    onboarded: true,
    role: 'affected',
    path: 'evidence[0]',
    ...given,
  };
}

function user(n: number): Subject {
  return { type: 'user', id: null, name: userOf(n), role: 'affected', path: 'evidence[1].userAccount' };
}
