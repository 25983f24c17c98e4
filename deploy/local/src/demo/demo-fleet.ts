import type { DemoTenant } from './demo-tenants.js';
import { guid, machineId, mmdName, serialNumber } from './identifiers.js';

/** A span in days before the demonstration began; `until` null means it still holds. */
export interface DemoSpan {
  readonly from: number | null;
  readonly until: number | null;
}

export interface DemoDevice {
  readonly entraId: string;
  readonly defenderId: string;
  readonly serial: string;
  readonly os: string;
  readonly ring: string | null;
  readonly tags: readonly string[];
  /** Oldest first; none for a device that nobody ever named. */
  readonly names: readonly (DemoSpan & { readonly name: string })[];
  readonly enrolments: readonly DemoSpan[];
}

/** A customer's devices by the part they play, so that the feed can pick "a removed one". */
export interface DemoFleet {
  readonly enrolled: readonly DemoDevice[];
  readonly testRing: readonly DemoDevice[];
  readonly removed: readonly DemoDevice[];
  readonly reEnrolled: readonly DemoDevice[];
  readonly renamed: readonly DemoDevice[];
  readonly unnamed: readonly DemoDevice[];
  readonly neverEnrolled: readonly DemoDevice[];
  /** Two of one name: one in the service, then one that is not. */
  readonly namesakes: readonly DemoDevice[];
}

const RINGS = ['First', 'Fast', 'Broad', 'Broad', 'Broad'] as const;
const CUSTOMER_NAMES = ['FIN-LT', 'HR-LT', 'LAB-WS', 'SRV-SQL', 'SRV-FILE', 'KIOSK', 'DEV-WS'] as const;
const STANDARD_TAG = 'M365Managed-Standard';
const POWER_USER_TAG = 'M365Managed-PowerUser';

/** The same forty-three devices on every machine. */
export function demoFleet(tenant: DemoTenant): DemoFleet {
  const make = (part: string, count: number, of: (what: string, index: number) => Partial<DemoDevice>): DemoDevice[] =>
    Array.from({ length: count }, (_, index) => {
      const what = `${tenant.name} ${part} ${index}`;
      return { ...plainDevice(what), ...of(what, index) };
    });
  return {
    enrolled: make('enrolled', 20, (_, index) => ({
      ring: RINGS[index % RINGS.length] ?? null,
      tags: [index % 6 === 5 ? POWER_USER_TAG : STANDARD_TAG],
      enrolments: [{ from: 400 - index * 13, until: null }],
    })),
    testRing: make('test ring', 3, (_, index) => ({
      ring: 'Test',
      tags: [STANDARD_TAG],
      enrolments: [{ from: 210 - index, until: null }],
    })),
    removed: make('removed', 4, (_, index) => ({ enrolments: [{ from: 500, until: 12 + index * 40 }] })),
    reEnrolled: make('re-enrolled', 3, (_, index) => ({
      ring: 'Broad',
      tags: [STANDARD_TAG],
      enrolments: [
        { from: 520, until: 160 },
        { from: 60 - index * 7, until: null },
      ],
    })),
    renamed: make('renamed', 2, (what, index) => ({
      ring: 'Fast',
      names: [
        { name: `${tenant.site}-LT-${7041 + index}`, from: null, until: 90 },
        { name: mmdName(what), from: 90, until: null },
      ],
      enrolments: [{ from: 90, until: null }],
    })),
    unnamed: make('unnamed', 2, () => ({ ring: 'Broad', names: [], enrolments: [{ from: 3, until: null }] })),
    neverEnrolled: make('never enrolled', CUSTOMER_NAMES.length, (_, index) => ({
      os: CUSTOMER_NAMES[index]?.startsWith('SRV') ? 'WindowsServer2022' : 'Windows10',
      names: [
        { name: `${CUSTOMER_NAMES[index]}-${String(101 + index * 37).padStart(4, '0')}`, from: null, until: null },
      ],
      enrolments: [],
    })),
    namesakes: make('namesake', 2, (_, index) => ({
      ring: index === 0 ? 'Broad' : null,
      tags: index === 0 ? [STANDARD_TAG] : [],
      names: [{ name: `${tenant.site}-LT-7100`, from: 300, until: null }],
      enrolments: index === 0 ? [{ from: 300, until: null }] : [],
    })),
  };
}

export function devicesOf(fleet: DemoFleet): readonly DemoDevice[] {
  const { enrolled, testRing, removed, reEnrolled, renamed, unnamed, neverEnrolled, namesakes } = fleet;
  return [...enrolled, ...testRing, ...removed, ...reEnrolled, ...renamed, ...unnamed, ...neverEnrolled, ...namesakes];
}

/** The name a device bears today, or null. */
export function currentName(device: DemoDevice): string | null {
  return device.names.at(-1)?.name ?? null;
}

function plainDevice(what: string): DemoDevice {
  return {
    entraId: guid(`device ${what}`),
    defenderId: machineId(what),
    serial: serialNumber(what),
    os: 'Windows11',
    ring: null,
    tags: [],
    names: [{ name: mmdName(what), from: null, until: null }],
    enrolments: [],
  };
}
