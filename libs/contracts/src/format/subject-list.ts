import type { DeviceSubject, OtherSubject, Subject, SubjectRole } from '@demarc/domain';

/** More subjects than this in one event are counted, not kept. */
export const MAX_SUBJECTS = 1_000;
const MAX_TAGS = 100;
const NO_GUID = '00000000-0000-0000-0000-000000000000';

/**
 * The subjects of one event while its evidence is read. One device is named many times over, here by its Entra id,
 * there by its Defender id: all mentions become one subject, which keeps the path of the first and the strongest role.
 */
export class SubjectList {
  readonly #subjects: (Subject | null)[] = [];
  readonly #indexes = new Map<string, number>();
  #leftOut = 0;

  addDevice(found: Partial<Omit<DeviceSubject, 'type'>> & Pick<DeviceSubject, 'role' | 'path'>): void {
    const entraId = found.entraId && found.entraId !== NO_GUID ? found.entraId : null;
    const { defenderId = null, name = null, serial = null, os = null, tags = [], onboarded = null } = found;
    if (entraId === null && defenderId === null && name === null && serial === null) return;
    const { role, path } = found;
    this.#add({ type: 'device', entraId, defenderId, name, serial, os, tags, onboarded, role, path });
  }

  addOther(type: OtherSubject['type'], id: string | null, name: string | null, role: SubjectRole, path: string): void {
    if (id !== null || name !== null) this.#add({ type, id, name, role, path });
  }

  /** In the order of first mention. */
  subjects(): readonly Subject[] {
    return this.#subjects.filter((subject) => subject !== null);
  }

  remarks(): readonly string[] {
    return this.#leftOut > 0 ? [`${this.#leftOut} mentions of further subjects were left out`] : [];
  }

  #add(added: Subject): void {
    const matches = this.#mentionsOf(added);
    const [target = this.#subjects.length] = matches;
    if (matches.length === 0 && target >= MAX_SUBJECTS) {
      this.#leftOut += 1;
      return;
    }
    let merged: Subject | null = null;
    for (const index of matches) {
      const known = this.#subjects[index];
      if (!known || (merged && contradict(merged, known))) continue;
      merged = merged ? merge(merged, known) : known;
      this.#subjects[index] = null;
      this.#register(known, target);
    }
    this.#subjects[target] = merged ? merge(merged, added) : added;
    this.#register(added, target);
  }

  /** Where the same thing was mentioned before, earliest first: two ids of one device may have come apart. */
  #mentionsOf(added: Subject): readonly number[] {
    const matches: number[] = [];
    for (const key of lookupKeys(added)) {
      const index = this.#indexes.get(key);
      const known = index === undefined ? null : this.#subjects[index];
      if (index === undefined || !known || matches.includes(index) || contradict(known, added)) continue;
      if (key.startsWith('name-only') && idKeys(known).length > 0) continue;
      matches.push(index);
    }
    return matches.length > 1 ? matches.sort((a, b) => a - b) : matches;
  }

  /** A key belongs to the earliest subject that has it, until that one is merged into another. */
  #register(subject: Subject, index: number): void {
    for (const key of ownKeys(subject)) {
      const holder = this.#indexes.get(key);
      if (holder === undefined || !this.#subjects[holder]) this.#indexes.set(key, index);
    }
  }
}

/** Under which keys an earlier mention of the same thing would be found. A bare name only finds when it must. */
function lookupKeys(subject: Subject): readonly string[] {
  const ids = idKeys(subject);
  if (subject.name === null) return ids;
  const name = subject.name.toLowerCase();
  return ids.length === 0 ? [`name:${subject.type}:${name}`] : [...ids, `name-only:${subject.type}:${name}`];
}

function ownKeys(subject: Subject): readonly string[] {
  const ids = idKeys(subject);
  if (subject.name === null) return ids;
  const name = subject.name.toLowerCase();
  const named = `name:${subject.type}:${name}`;
  return ids.length === 0 ? [named, `name-only:${subject.type}:${name}`] : [...ids, named];
}

function idKeys(subject: Subject): string[] {
  const keys: string[] = [];
  if (subject.type !== 'device') {
    if (subject.id) keys.push(`id:${subject.type}:${subject.id.toLowerCase()}`);
    return keys;
  }
  if (subject.entraId) keys.push(`entra:${subject.entraId.toLowerCase()}`);
  if (subject.defenderId) keys.push(`defender:${subject.defenderId.toLowerCase()}`);
  if (subject.serial) keys.push(`serial:${subject.serial.toLowerCase()}`);
  return keys;
}

/** Two Entra ids are two devices, whatever else agrees. */
function contradict(a: Subject, b: Subject): boolean {
  if (a.type !== 'device' || b.type !== 'device') return a.type !== b.type;
  return a.entraId !== null && b.entraId !== null && a.entraId.toLowerCase() !== b.entraId.toLowerCase();
}

function merge(first: Subject, second: Subject): Subject {
  const role = first.role === 'affected' ? first.role : second.role;
  if (first.type !== 'device' || second.type !== 'device') {
    const other = first as OtherSubject;
    return { ...other, id: other.id ?? (second as OtherSubject).id, name: other.name ?? second.name, role };
  }
  return {
    type: 'device',
    entraId: first.entraId ?? second.entraId,
    defenderId: first.defenderId ?? second.defenderId,
    name: first.name ?? second.name,
    serial: first.serial ?? second.serial,
    os: first.os ?? second.os,
    tags: second.tags.length === 0 ? first.tags : [...new Set([...first.tags, ...second.tags])].slice(0, MAX_TAGS),
    onboarded: first.onboarded ?? second.onboarded,
    role,
    path: first.path,
  };
}
