import { type Device, enrolmentAt } from '../directory/device.js';
import { type Finding, type Looking, finding } from './looking.js';
import { remembered } from './remembered.js';

/** What a system is, and whether the service takes such devices at all. */
export interface System {
  readonly inScope: boolean;
  readonly what: string;
}

const CLIENT: System = { inScope: true, what: 'a Windows client' };
const UNKNOWN = 'unknown';

/**
 * The first pattern that matches says what a system is (domain cases 19 and 20, scope limits in 2.9). Compared without
 * case and punctuation: Defender writes `WindowsServer2019` and `Windows10WVD`, inventories `Windows 11 Enterprise`.
 * A plain `Windows` is in no row: it says nothing.
 */
const SYSTEMS: readonly (readonly [RegExp, System | typeof UNKNOWN])[] = [
  [/server/, outside('a server')],
  [/multisession|virtualdesktop|wvd/, outside('a multi-session desktop')],
  [/^windows.*arm(64|32|$)/, outside('Windows on ARM')],
  [/^windows.*iot/, outside('an IoT system')],
  [/^windows1[01].*(home|education|team)/, outside('an edition of Windows that the service does not take')],
  [/^windows1[01]/, CLIENT],
  [/^windows(xp|vista|[78]|2000|2003|2008|2012|phone|mobile|ce)/, outside('a Windows that the service does not take')],
  [/^windows/, UNKNOWN],
  [/^(ios|ipad|iphone|android)/, outside('a phone or tablet')],
  [/^(mac|osx|darwin)/, outside('macOS')],
  [/linux|ubuntu|debian|redhat|rhel|centos|fedora|suse|rocky/, outside('Linux')],
  [/iot/, outside('an IoT system')],
];

/** What the text says of a device's system; null when it says nothing that anybody knows. */
export function systemOf(os: string | null): System | null {
  if (os === null) return null;
  const system = lookUp(os);
  return system === UNKNOWN ? null : system;
}

/**
 * What follows from the system alone, or null when it decides nothing: a system outside the service is not an MMD
 * device even if someone tagged it (domain case 19). The event's word goes before the record's; where both speak and
 * differ about an enrolled device, a person must look.
 */
export function findingOfSystem({ subject, at, steps }: Looking, device: Device | null): Finding | null {
  const said = systemOf(subject.os);
  const recorded = device ? systemOf(device.os) : null;
  if (said?.inScope !== false && recorded?.inScope !== false) return null;
  const enrolled = device !== null && enrolmentAt(device, at) !== null;
  if (said) steps.push({ by: 'os', value: subject.os!, gave: `the event says ${said.what}` });
  if (recorded) steps.push({ by: 'os', value: device!.os!, gave: `the record says ${recorded.what}` });
  if (enrolled && said && recorded && said.inScope !== recorded.inScope) {
    const because = `was enrolled in MMD then, but the event says it is ${said.what} and its record ${recorded.what}`;
    return finding({ class: 'undetermined', because, review: ['conflict'] });
  }
  const deciding = said ?? recorded!;
  if (deciding.inScope) return null;
  const because = `is ${deciding.what}, which the service does not manage`;
  return finding({ class: 'non-mmd', because, review: enrolled ? ['out-of-scope'] : [] });
}

const lookUp = remembered<System | typeof UNKNOWN>((os) => {
  const text = os
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^microsoft/, '');
  return SYSTEMS.find(([pattern]) => pattern.test(text))?.[1] ?? UNKNOWN;
});

function outside(what: string): System {
  return { inScope: false, what };
}
