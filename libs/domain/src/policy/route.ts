import { type ClassifiedDevice, classifyDevices, decidingDevices } from '../classify/classify.js';
import type { Directory } from '../directory/directory.js';
import type { Instant } from '../event/instant.js';
import type { SourceEvent } from '../event/source-event.js';
import type { DeviceClass, RingFact, Severity } from '../event/vocabulary.js';
import { applyPolicy } from './apply.js';
import { type Clause, type Facts, type Party, type Policy, type Queue, partyOf } from './policy.js';
import { serviceImpact } from './service-impact.js';

/** Who must be told beside the owner, and under which rule. */
export interface Inform {
  readonly queue: Queue;
  readonly because: string;
}

/** Who owns an event, and everything that follows from it. Immutable; the receipt is its explanation. */
export interface Decision {
  readonly queue: Queue;
  readonly party: Party;
  readonly inform: Inform | null;
  readonly severity: Severity;
  readonly clocks: boolean;
  readonly provisional: boolean;
  readonly actions: readonly string[];
  readonly facts: Facts;
  readonly clauseId: string;
  readonly policyVersion: string;
  readonly receipt: Receipt;
}

/** Why: the clause that won and where each fact came from. */
export interface Receipt {
  readonly clause: Pick<Clause, 'id' | 'title' | 'source' | 'quote'>;
  readonly policyVersion: string;
  readonly facts: Facts;
  readonly from: Readonly<Record<keyof Facts, string>>;
  readonly devices: readonly ClassifiedDevice[];
  readonly directoryRevision: number;
  readonly decidedAt: Instant;
}

/**
 * Facts and policy into decisions: one per side that owns part of the event.
 * A deterministic function of its arguments; `now` is only recorded, and used for "enrolled now".
 */
export function route(event: SourceEvent, directory: Directory, policy: Policy, now: Instant): readonly Decision[] {
  const devices = classifyDevices(event, directory, now);
  const deviceFact = deviceClassOf(event, devices);
  const ring = ringOf(devices);
  const impact = serviceImpact(event, policy.serviceImpact);
  const facts: Facts = {
    kind: event.kind,
    device: deviceFact.value,
    area: event.area,
    handledBy: event.handledBy,
    serviceImpact: impact.answer,
    ring: ring.value,
  };
  const clause = applyPolicy(policy, facts);
  const receipt: Receipt = {
    clause: { id: clause.id, title: clause.title, source: clause.source, quote: clause.quote },
    policyVersion: policy.version,
    facts,
    from: {
      kind: `subject events.${event.tenant}.${event.kind}`,
      device: deviceFact.because,
      area: event.areaFrom,
      handledBy: `format ${event.format}`,
      serviceImpact: impact.because,
      ring: ring.because,
    },
    devices,
    directoryRevision: directory.revision,
    decidedAt: now,
  };
  return [
    {
      queue: clause.queue,
      party: partyOf(clause.queue),
      inform: informOf(clause, facts),
      severity: clause.severity ?? policy.severity[event.severity],
      clocks: clause.clocks,
      provisional: clause.provisional,
      actions: clause.actions,
      facts,
      clauseId: clause.id,
      policyVersion: policy.version,
      receipt,
    },
  ];
}

function informOf(clause: Clause, facts: Facts): Inform | null {
  const { queue, when } = clause.inform;
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

interface Because<T> {
  readonly value: T;
  readonly because: string;
}

/** MMD wins over undetermined wins over non-MMD: the stronger duty of care, until an event over both sides is split. */
const PRECEDENCE = ['mmd', 'undetermined', 'non-mmd'] as const;

function deviceClassOf(event: SourceEvent, devices: readonly ClassifiedDevice[]): Because<DeviceClass> {
  const deciding = decidingDevices(devices);
  for (const deviceClass of PRECEDENCE) {
    const device = deciding.find((candidate) => candidate.class === deviceClass);
    if (device) {
      const name = device.name ?? device.subject.entraId ?? device.subject.defenderId ?? 'unnamed device';
      return { value: deviceClass, because: `${device.subject.path}: ${name} ${device.because}` };
    }
  }
  const because = devices.length > 0 ? 'only contextual devices are named' : `${event.format} names no device`;
  return { value: 'none', because };
}

function ringOf(devices: readonly ClassifiedDevice[]): Because<RingFact> {
  const deciding = decidingDevices(devices);
  const everyTest = deciding.length > 0 && deciding.every((device) => device.ring === 'test');
  if (!everyTest) return { value: 'production', because: 'not every device is in the Test ring' };
  return { value: 'test', because: "every device is in the directory's Test ring" };
}
