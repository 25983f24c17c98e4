import type { ClassifiedDevice, ReviewReason } from '../classify/classified-device.js';
import { classifyDevices, decidingDevices } from '../classify/classify.js';
import { involvementOf } from '../classify/involvement.js';
import type { Directory, DirectoryState } from '../directory/directory.js';
import type { SourceEvent } from '../event/source-event.js';
import { type DeviceClass, type RingFact, SEVERITIES, type Severity } from '../event/vocabulary.js';
import { applyPolicy } from './apply.js';
import { type Decision, type DecidingInputs, type Inform, type OtherHalf, RECEIPT_VERSION } from './decision.js';
import { type Clause, type DeviceAction, type Facts, type Involvement, type Party, partyOf } from './policy.js';
import { type ServiceImpact, serviceImpact } from './service-impact.js';

/** An event with its devices looked up: what remains is policy, which can be applied again without a directory. */
export interface ClassifiedEvent {
  readonly event: SourceEvent;
  readonly devices: readonly ClassifiedDevice[];
  readonly involved: readonly Involvement[];
  readonly directory: DirectoryState;
}

/**
 * Facts and policy into decisions: one, or when the devices of an event belong to both sides one for each party.
 * A deterministic function of its arguments.
 */
export function route(event: SourceEvent, directory: Directory, inputs: DecidingInputs): readonly Decision[] {
  const devices = classifyDevices(event, directory, inputs.now);
  const involved = involvementOf(event, devices, directory);
  return decideOn({ event, devices, involved, directory: directory.state }, inputs);
}

/** The part of {@link route} that needs no directory. */
export function decideOn(classified: ClassifiedEvent, inputs: DecidingInputs): readonly Decision[] {
  const { event, devices, involved } = classified;
  const { policy } = inputs.policy.compiled;
  const impact = serviceImpact(event, policy.serviceImpact, involved, inputs.flag);
  const halves = halvesOf(classified, inputs, impact);
  const near = devices.filter((device) => device.subject.role !== 'affected');
  return halves.map((half) => {
    const other = halves.find((candidate) => candidate !== half);
    if (!other) return decisionOf(half, near, null, classified, inputs, impact);
    return decisionOf(half, nearOf(half, near), otherHalfOf(other), classified, inputs, impact);
  });
}

/** What one party owns of an event. */
interface Half {
  readonly party: Party;
  readonly clause: Clause;
  readonly facts: Facts;
  readonly device: Because<DeviceClass>;
  readonly ring: Because<RingFact>;
  readonly devices: readonly ClassifiedDevice[];
  readonly provisional: boolean;
}

interface Because<T> {
  readonly value: T;
  readonly because: string;
}

/** Within one party MMD wins over undetermined wins over non-MMD: the stronger duty of care. */
const PRECEDENCE = ['mmd', 'undetermined', 'non-mmd'] as const;

function halvesOf(classified: ClassifiedEvent, inputs: DecidingInputs, impact: ServiceImpact): readonly Half[] {
  const deciding = decidingDevices(classified.devices);
  if (deciding.length === 0) return [halfOf(classified, [], inputs, impact)];
  const halves: Half[] = [];
  for (const deviceClass of PRECEDENCE) {
    const devices = deciding.filter((device) => device.class === deviceClass);
    if (devices.length === 0) continue;
    const half = halfOf(classified, devices, inputs, impact);
    const at = halves.findIndex(({ party }) => party === half.party);
    if (at === -1) halves.push(half);
    else halves[at] = together(halves[at]!, half);
  }
  return halves;
}

/** The first one's clause speaks for both; what is open about either stays open. */
function together(first: Half, second: Half): Half {
  return {
    ...first,
    devices: [...first.devices, ...second.devices],
    provisional: first.provisional || second.provisional,
  };
}

function halfOf(
  { event, devices: all }: ClassifiedEvent,
  devices: readonly ClassifiedDevice[],
  { policy }: DecidingInputs,
  impact: ServiceImpact,
): Half {
  const device = deviceClassOf(event, devices, all.length > 0);
  const ring = ringOf(devices);
  const facts: Facts = {
    kind: event.kind,
    device: device.value,
    area: event.area,
    handledBy: event.handledBy,
    serviceImpact: impact.answer,
    ring: ring.value,
  };
  const clause = applyPolicy(policy.compiled, facts);
  return { party: partyOf(clause.queue), clause, facts, device, ring, devices, provisional: clause.provisional };
}

function decisionOf(
  half: Half,
  near: readonly ClassifiedDevice[],
  otherHalf: OtherHalf | null,
  { event, involved, directory }: ClassifiedEvent,
  { policy: inForce, flag, now }: DecidingInputs,
  impact: ServiceImpact,
): Decision {
  const { clause, facts, provisional } = half;
  const { policy } = inForce.compiled;
  const severity = severityOf(clause, policy.severity[event.severity]);
  const actions = actionsOf(clause, half.devices);
  return {
    queue: clause.queue,
    party: half.party,
    inform: informOf(clause, facts, otherHalf),
    severity: severity.value,
    clocks: clause.clocks ? policy.clocks[severity.value] : null,
    provisional,
    review: reviewOf(half.devices),
    actions: actions.value,
    facts,
    clauseId: clause.id,
    policyVersion: policy.version,
    receipt: {
      receiptVersion: RECEIPT_VERSION,
      clause: { id: clause.id, title: clause.title, source: clause.source, quote: clause.quote },
      policyVersion: policy.version,
      policyDigest: policy.digest,
      policyBecause: inForce.because,
      facts,
      from: {
        kind: `subject events.${event.tenant}.${event.kind}`,
        device: half.device.because,
        area: event.areaFrom,
        handledBy: event.handledByFrom,
        serviceImpact: impact.because,
        ring: half.ring.because,
      },
      serviceImpact: impact,
      flag,
      involved,
      devices: near.length === 0 ? half.devices : [...half.devices, ...near],
      otherHalf,
      severityFrom: severity.because,
      actionsFrom: actions.because,
      directory,
      decidedAt: now,
    },
  };
}

/** Each party sees what is merely near on its own side only. */
function nearOf({ party }: Half, near: readonly ClassifiedDevice[]): readonly ClassifiedDevice[] {
  return near.filter((device) => (device.class === 'non-mmd') === (party === 'customer'));
}

function otherHalfOf({ party, clause, devices }: Half): OtherHalf {
  return { party, queue: clause.queue, clauseId: clause.id, devices: devices.length };
}

/** Both parties of a split event know of each other, whatever the clause says (domain case 12). */
function informOf(clause: Clause, facts: Facts, otherHalf: OtherHalf | null): Inform | null {
  const { queue, when } = clause.inform;
  if (otherHalf) return { queue, because: `${clause.id}: the other half of this event is theirs` };
  switch (when) {
    case 'always':
      return { queue, because: `${clause.id}: always` };
    case 'when-service-impact':
      return facts.serviceImpact === 'yes' ? { queue, because: `${clause.id}: it may impact the service` } : null;
    case 'never':
      return null;
    default:
      return when satisfies never;
  }
}

function severityOf({ id, severity: rule }: Clause, byTable: Severity): Because<Severity> {
  switch (rule.rule) {
    case 'table':
      return { value: byTable, because: "the policy's table of severities" };
    case 'fixed':
      return { value: rule.severity, because: `${id}: always ${rule.severity}` };
    case 'lower': {
      const at = Math.min(SEVERITIES.indexOf(byTable) + rule.levels, SEVERITIES.length - 1);
      return { value: SEVERITIES[at]!, because: `${id}: ${rule.levels} below ${byTable} of the policy's table` };
    }
    default:
      return rule satisfies never;
  }
}

/** Device actions need a device that is in scope now (domain case 5): Microsoft's end with the enrolment. */
function actionsOf(clause: Clause, devices: readonly ClassifiedDevice[]): Because<readonly DeviceAction[]> {
  const left = devices.some((device) => device.review.includes('left-since'));
  if (left && partyOf(clause.queue) === 'microsoft') {
    return { value: [], because: 'a device has left MMD since: ask the customer to act' };
  }
  return { value: clause.actions, because: clause.id };
}

function reviewOf(devices: readonly ClassifiedDevice[]): readonly ReviewReason[] {
  const reasons = devices.flatMap(({ review }) => review);
  return reasons.length > 1 ? [...new Set(reasons)] : reasons;
}

function deviceClassOf(
  event: SourceEvent,
  devices: readonly ClassifiedDevice[],
  anyNear: boolean,
): Because<DeviceClass> {
  const [device] = devices;
  if (!device) {
    const because = anyNear ? 'only contextual devices are named' : `${event.format} names no device`;
    return { value: 'none', because };
  }
  const name = device.name ?? device.subject.entraId ?? device.subject.defenderId ?? 'unnamed device';
  return { value: device.class, because: `${device.subject.path}: ${name} ${device.because}` };
}

function ringOf(devices: readonly ClassifiedDevice[]): Because<RingFact> {
  const everyTest = devices.length > 0 && devices.every((device) => device.ring === 'test');
  if (!everyTest) return { value: 'production', because: 'not every device is in the Test ring' };
  return { value: 'test', because: "every device is in the directory's Test ring" };
}
