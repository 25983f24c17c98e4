import { randomUUID } from 'node:crypto';

/** What a request may name of a tenant. */
export interface Place {
  readonly tenant: string;
  readonly incident: string;
  readonly reference: string;
  readonly event: string;
  readonly decision: string;
  readonly notice: string;
  readonly delivery: string;
  readonly key: string;
  readonly silence: string;
  readonly quarantined: string;
  readonly redrive: string;
  readonly gap: string;
  readonly view: string;
  readonly policy: string;
  /** A word that only this incident holds. */
  readonly word: string;
}

/** The same with nothing in it that exists; of a tenant that is there when `tenant` is, otherwise of none. */
export function absent(tenant = 'nobodys'): Place {
  return {
    tenant,
    incident: randomUUID(),
    reference: 'INC-00000-00000',
    event: randomUUID(),
    decision: randomUUID(),
    notice: randomUUID(),
    delivery: randomUUID(),
    key: randomUUID(),
    silence: randomUUID(),
    quarantined: randomUUID(),
    redrive: randomUUID(),
    gap: randomUUID(),
    view: 'nothing-like-it',
    policy: 'nothing-1',
    word: 'nothinglikeit',
  };
}

/** Of a line of a sealed file, which follows from its times. */
const SEAL = /"(?:seal|signature|digest|sha256)":"[^"]*"/g;
/** Which of several keys somebody asked with. */
const TURN = / #\d+/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A text with the names of a place, and all times, put aside: what is left says whether there is such a thing. */
export function nameless(text: string, place: Place): string {
  const named = Object.entries(place).toSorted(([, a], [, b]) => b.length - a.length);
  return named
    .reduce((left, [field, name]) => left.replaceAll(name, `<${field}>`), text)
    .replaceAll(TIME, '<time>')
    .replaceAll(SEAL, '<seal>')
    .replaceAll(TURN, '');
}
