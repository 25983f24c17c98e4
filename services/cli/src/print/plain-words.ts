import type { Clocks, Condition, FactName, Facts, Party, ReviewReason } from '@demarc/domain';

export const PARTY_NAMES: Readonly<Record<Party, string>> = { microsoft: 'Microsoft', customer: 'the customer' };
export const PARTY_OWNS: Readonly<Record<Party, string>> = { microsoft: "Microsoft's", customer: "the customer's" };

const SAID: { readonly [Name in FactName]: (value: Facts[Name]) => string } = {
  kind: (kind) =>
    `it is ${{ security: 'a security alert', operational: 'an operational incident', change: 'a change' }[kind]}`,
  device: (device) => DEVICE[device],
  area: (area) => `it is about ${area.replaceAll('-', ' ')}`,
  handledBy: (by) => (by === 'nobody' ? 'nobody else handled it' : `${by.replaceAll('-', ' ')} handled it`),
  serviceImpact: (impact) => (impact === 'yes' ? 'it may impact the service' : 'it does not impact the service'),
  ring: (ring) => (ring === 'test' ? 'all its devices are in the Test ring' : 'it is not only about the Test ring'),
};

const DEVICE: Readonly<Record<Facts['device'], string>> = {
  mmd: 'its device was in MMD then',
  'non-mmd': 'its device was not in MMD then',
  undetermined: 'the directory cannot tell whether its device was in MMD then',
  none: 'it names no device',
};

/** The facts that a clause asks for, as one sentence about an event: `it is a change and it names no device`. */
export function factsSaid(when: Condition, facts: Facts): string {
  const said = (Object.keys(when) as FactName[]).map((name) => (SAID[name] as (value: string) => string)(facts[name]));
  return said.length < 2 ? (said[0] ?? '') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
}

export const REVIEW_WORDS: Readonly<Record<ReviewReason, string>> = {
  'enrolled-since': 'a device was not in MMD at the time of the activity, but is now',
  'left-since': 'a device was in MMD at the time of the activity, but is no more: actions on it need the customer',
  'out-of-scope': 'a device is enrolled, but how it is joined or its system is outside the service',
  conflict: 'two sources contradict each other about a device',
  'not-ready': 'a device is registered with MMD, but was not enrolled',
  'not-onboarded': 'a device is in MMD, but Defender says that it is not onboarded',
};

/** `first answer within 1 h, news every 8 h, around the clock`. */
export function clockWords({ firstResponseMinutes, updateMinutes, hours }: Clocks): string {
  const when = hours === '24x7' ? 'around the clock' : "in the owner's support hours";
  return `first answer within ${span(firstResponseMinutes)}, then news every ${span(updateMinutes)}, ${when}`;
}

/** Values as people list them; of many the first few. */
export function anyOf(values: readonly string[]): string {
  const shown = values.length > MOST_SHOWN ? [...values.slice(0, FEW), `${values.length - FEW} others`] : values;
  return shown.length < 2 ? (shown[0] ?? 'nothing') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

const MOST_SHOWN = 5;
const FEW = 4;

function span(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
