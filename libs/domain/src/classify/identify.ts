import { type Device, enrolmentAt, nameAt } from '../directory/device.js';
import { findingOfAbsence } from './absence.js';
import type { IdentifiedBy } from './classified-device.js';
import { registrationAt } from './enrolment-class.js';
import { joinOutsideService, twinsOf } from './join-type.js';
import { type Finding, type Looking, finding } from './looking.js';
import { mmdTagOf } from './mmd-tag.js';

/** Which device it is. Without a record, or when the way to it already says all, there is a finding. */
export interface Identified {
  readonly by: IdentifiedBy;
  readonly device: Device | null;
  /** Null: the record decides. */
  readonly finding: Finding | null;
}

/**
 * Finds the device's record, strongest identifier first: Entra id; Defender id through all it ever had; Defender's own
 * tag; a name that was unique then. A serial is for people: a replaced machine keeps it (domain cases 1 to 3, 10, 11).
 */
export function identify(looking: Looking): Identified {
  const { subject, directory, steps, at } = looking;
  const { entraId, defenderId, name, serial } = subject;
  if (entraId) {
    const device = directory.byEntraId(entraId);
    steps.push({ by: 'entra-id', value: entraId, gave: described(device, looking) });
    if (device) return joined(looking, 'entra-id', device);
  }
  if (defenderId) {
    const device = directory.byDefenderId(defenderId);
    steps.push({ by: 'defender-id', value: defenderId, gave: described(device, looking) });
    if (device) return unlessContradicted(looking, 'defender-id', device);
  }
  const tag = mmdTagOf(subject.tags);
  if (tag !== null) {
    steps.push({ by: 'defender-tag', value: tag, gave: 'a tag that Defender gives to MMD devices' });
    const review = subject.onboarded === false ? (['not-onboarded'] as const) : [];
    return without('defender-tag', finding({ class: 'mmd', because: `carries the Defender tag ${tag}`, review }));
  }
  if (name) {
    const named = directory.byName(name, at);
    const [only = null] = named;
    const gave = named.length > 1 ? `${named.length} records bore it then` : described(only, looking);
    steps.push({ by: 'name', value: name, gave });
    if (named.length > 1) return amongNamesakes(looking, named);
    if (only) return unlessContradicted(looking, 'name', only);
  }
  if (serial) {
    const [device = null, another] = directory.bySerial(serial);
    const gave = another ? 'several records' : described(device, looking);
    steps.push({ by: 'serial', value: serial, gave: `${gave}; a serial is for people only` });
  }
  return without('nothing', findingOfAbsence(looking));
}

/** Several records bore the name: the one that Intune manages, or the one in use then; never simply the first. */
function amongNamesakes(looking: Looking, named: readonly Device[]): Identified {
  const { at, steps, subject } = looking;
  const managed = onlyOne(named, (device) => device.intuneId !== null);
  const active = onlyOne(named, (device) => registrationAt(device, at) === 'active');
  const chosen = managed ?? active;
  if (chosen && (managed === null || active === null || managed.id === active.id)) {
    const why = managed ? 'the only one with an Intune id' : 'the only one active then';
    steps.push({ by: 'name', value: subject.name!, gave: `${why}: ${nameOf(chosen, looking)}` });
    return unlessContradicted(looking, 'name', chosen);
  }
  const because = chosen
    ? `bore a name with ${named.length} records then, of which one has an Intune id and another was active`
    : `bore a name that ${named.length} records bore then, and nothing tells them apart`;
  return without('name', finding({ class: 'undetermined', because, review: ['conflict'] }));
}

/**
 * Only an Entra id that no record has comes as far as the weaker ways: a record found by them that has another one is
 * the same machine replaced or joined anew, which inherits nothing, or a foreign one of that name (domain cases 1, 3).
 */
function unlessContradicted(looking: Looking, by: 'defender-id' | 'name', device: Device): Identified {
  const { subject, steps } = looking;
  if (!subject.entraId || device.entraId === null) return joined(looking, by, device);
  steps.push({ by: 'entra-id', value: subject.entraId, gave: `not that of the record found: ${device.entraId}` });
  const what = by === 'name' ? 'bore the name' : 'has the Defender id';
  const because = `${what} of a record with another Entra id, and its own is in no record: replaced, joined anew or foreign`;
  return without(by, finding({ class: 'undetermined', because, review: ['conflict'] }));
}

/** A record that is joined in a way the service does not take stands back for its twin (domain case 18). */
function joined(looking: Looking, by: IdentifiedBy, device: Device): Identified {
  const outside = joinOutsideService(device);
  if (outside === null) return { by, device, finding: null };
  const [twin, ...others] = twinsOf(looking, device);
  if (twin && others.length === 0) return { by, device: twin, finding: null };
  if (twin) {
    const because = `is ${outside}, and several other records bore its name then`;
    return { by, device, finding: finding({ class: 'undetermined', because, review: ['conflict'] }) };
  }
  const review = enrolmentAt(device, looking.at) ? (['out-of-scope'] as const) : [];
  const because = `is ${outside}, which the service does not manage`;
  return { by, device, finding: finding({ class: 'non-mmd', because, review }) };
}

function without(by: IdentifiedBy, found: Finding): Identified {
  return { by, device: null, finding: found };
}

function onlyOne(devices: readonly Device[], wanted: (device: Device) => boolean): Device | null {
  const found = devices.filter(wanted);
  return found.length === 1 ? found[0]! : null;
}

function described(device: Device | null, looking: Looking): string {
  return device ? `one record: ${nameOf(device, looking)}` : 'no record';
}

function nameOf(device: Device, { at }: Looking): string {
  const name = nameAt(device, at) ?? 'a device without a name';
  return device.entraId ? `${name} (entra ${device.entraId})` : name;
}
