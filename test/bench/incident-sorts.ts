import { DEFAULT_POLICY_VERSION, PolicyBook, shippedPolicies } from '@demarc/contracts';
import { type Area, type Decision, DirectoryIndex, type Kind, type Queue, parseInstant, route } from '@demarc/domain';
import { benchEvent } from './decide-events.js';
import { benchDevice, entraIdOf } from './device-maker.js';

/** What an incident is about, with what the policy that ships decides on it. */
export interface IncidentSort {
  readonly kind: Kind;
  readonly area: Area;
  readonly enrolled: boolean;
  readonly decision: Decision;
}

interface Mixed {
  /** How many of a hundred incidents the queue has. */
  readonly share: number;
  readonly queue: Queue;
  readonly kind: Kind;
  readonly enrolled: boolean;
  /** The most frequent first. */
  readonly areas: readonly Area[];
}

const MIX: readonly Mixed[] = [
  { share: 30, queue: 'microsoft/security-operations', kind: 'security', enrolled: true, areas: ['endpoint', 'data'] },
  {
    share: 22,
    queue: 'microsoft/operations',
    kind: 'operational',
    enrolled: true,
    areas: ['windows-update', 'office-update', 'device-policy', 'microsoft-app', 'device-health', 'device-group'],
  },
  {
    share: 20,
    queue: 'customer/security',
    kind: 'security',
    enrolled: false,
    areas: ['endpoint', 'identity', 'email', 'data', 'collaboration', 'cloud-app'],
  },
  {
    share: 12,
    queue: 'customer/devices',
    kind: 'operational',
    enrolled: false,
    areas: ['device-health', 'endpoint', 'windows-update'],
  },
  {
    share: 10,
    queue: 'customer/it-help-desk',
    kind: 'operational',
    enrolled: true,
    areas: ['network', 'vpn', 'proxy', 'printing', 'conference-room', 'hardware'],
  },
  {
    share: 5,
    queue: 'customer/other',
    kind: 'operational',
    enrolled: true,
    areas: ['identity', 'email', 'collaboration'],
  },
  {
    share: 1,
    queue: 'customer/app-packaging',
    kind: 'operational',
    enrolled: true,
    areas: ['line-of-business-app'],
  },
];
const [ENROLLED, NOT_ENROLLED] = [1, 10];

/** The sorts of each queue with the queue's share of a hundred. Throws when the policy sends one elsewhere. */
export async function incidentSorts(): Promise<readonly (Mixed & { readonly sorts: readonly IncidentSort[] })[]> {
  const compiled = new PolicyBook(await shippedPolicies()).named(DEFAULT_POLICY_VERSION)!;
  const directory = new DirectoryIndex();
  for (const n of [ENROLLED, NOT_ENROLLED]) directory.put(benchDevice(n));
  const asOf = parseInstant('2024-06-01T08:00:00Z');
  directory.state = { revision: 1, asOf, coverage: 'complete', freshForHours: 24 };
  const inputs = { policy: { compiled, because: 'the default' }, flag: null, now: asOf! };
  return MIX.map((mixed) => {
    const { queue, kind, enrolled } = mixed;
    const sorts = mixed.areas.map((area): IncidentSort => {
      const event = benchEvent(0, 1);
      const device = event.subjects.find((subject) => subject.type === 'device');
      const subjects = [{ ...device!, entraId: entraIdOf(enrolled ? ENROLLED : NOT_ENROLLED) }];
      const [decision] = route({ ...event, kind, area, subjects }, directory, inputs);
      if (decision?.queue !== queue)
        throw new Error(`${kind}, ${area} went to ${decision?.queue} and not to ${queue}.`);
      return { kind, area, enrolled, decision };
    });
    return { ...mixed, sorts };
  });
}
