import {
  type Clocks,
  type Condition,
  FACT_VALUES,
  type FactName,
  type InformRule,
  SEVERITIES,
  SOURCE_SEVERITIES,
  type SeverityRule,
} from '@demarc/domain';
import type { MatrixRow, PolicyMatrix } from './matrix.js';

/** One row in words; a column each. */
export interface MatrixWords {
  readonly what: string;
  readonly about: string;
  readonly device: string;
  readonly owner: string;
  readonly told: string;
  readonly severity: string;
  readonly clause: string;
}

export const MATRIX_COLUMNS: Readonly<Record<keyof MatrixWords, string>> = {
  what: 'what',
  about: 'about',
  device: 'device',
  owner: 'owner',
  told: 'told as well',
  severity: 'severity',
  clause: 'clause',
};

const FEW = 6;

const WORDS: { readonly [Name in FactName]?: Readonly<Record<string, string>> } = {
  kind: { security: 'security alert', operational: 'operational incident', change: 'change' },
  device: {
    mmd: 'MMD device',
    'non-mmd': 'device not in MMD',
    undetermined: 'device that the directory cannot place',
    none: 'no device',
  },
  area: {
    'line-of-business-app': 'line-of-business app',
    'microsoft-app': 'Microsoft app',
    'mmd-service-account': 'MMD service account',
    vpn: 'VPN',
    'windows-update': 'Windows update',
    'office-update': 'Office update',
  },
  handledBy: { 'third-party': 'a third party' },
  serviceImpact: { yes: 'may impact the service', no: 'does not impact the service' },
  ring: { production: 'outside the Test ring', test: 'in the Test ring' },
};

const TOLD_WHEN: Readonly<Record<Exclude<InformRule['when'], 'never'>, string>> = {
  always: 'always',
  'when-service-impact': 'if it may impact the service',
};

/** A row of the matrix in plain words: one line for each of its situations, mostly one. */
export function matrixWords(row: MatrixRow): readonly MatrixWords[] {
  return row.situations.map((situation) => ({
    what: kindWords(situation),
    about: areaWords(situation),
    device: deviceWords(situation),
    owner: row.provisional ? `${row.queue}, for now` : row.queue,
    told: informWords(row.inform),
    severity: row.clocks ? severityWords(row.severity) : `${severityWords(row.severity)}, without clocks`,
    clause: row.clauseId,
  }));
}

/** What the source's severity means, and how soon each severity is answered: a sentence each. */
export function matrixNotes({ severity, clocks }: PolicyMatrix): readonly string[] {
  const reported = SOURCE_SEVERITIES.toReversed().map((source) => `${source} is ${severity[source]}`);
  return [
    `Severity as reported: ${reported.join(', ')}.`,
    ...SEVERITIES.map((level) => `Severity ${level}: ${clockWords(clocks[level])}.`),
  ];
}

/** Whom of the other party to tell, and when, as one phrase. */
export function informWords({ queue, when }: InformRule): string {
  return when === 'never' ? 'nobody' : `${queue}, ${TOLD_WHEN[when]}`;
}

/** A condition as one phrase, for example `kind is operational, device is mmd or none`; empty when it always holds. */
export function conditionWords(condition: Condition): string {
  const named = Object.entries(condition) as [FactName, readonly string[]][];
  return named.map(([name, values]) => `${name} is ${either(values)}`).join(', ');
}

function kindWords({ kind }: Condition): string {
  return capital(either((kind ?? FACT_VALUES.kind).map((value) => wordOf('kind', value))));
}

/** What it is not, when that is but a few. */
function areaWords({ area = FACT_VALUES.area }: Condition): string {
  const others = FACT_VALUES.area.filter((value) => !area.includes(value));
  if (others.length === 0) return 'anything';
  const word = (value: string) => wordOf('area', value);
  return others.length > FEW ? area.map(word).join(', ') : `anything but ${either(others.map(word))}`;
}

function deviceWords({ device, handledBy, serviceImpact, ring }: Condition): string {
  const which = device ? either(device.map((value) => wordOf('device', value))) : 'any device or none';
  return [
    which,
    ...(ring ? [either(ring.map((value) => wordOf('ring', value)))] : []),
    ...(handledBy ? [`handled by ${either(handledBy.map((value) => wordOf('handledBy', value)))}`] : []),
    ...(serviceImpact ? [either(serviceImpact.map((value) => wordOf('serviceImpact', value)))] : []),
  ].join(', ');
}

/** A rule of severity as one phrase: `as reported`, `always B`. */
export function severityWords(rule: SeverityRule): string {
  switch (rule.rule) {
    case 'table':
      return 'as reported';
    case 'fixed':
      return `always ${rule.severity}`;
    case 'lower':
      return `${rule.levels === 1 ? 'one' : rule.levels} lower than reported`;
    default:
      return rule satisfies never;
  }
}

function clockWords({ firstResponseMinutes, updateMinutes, hours }: Clocks): string {
  const when = hours === '24x7' ? 'around the clock' : "in the owner's support hours";
  return `first answer within ${duration(firstResponseMinutes)}, then news every ${duration(updateMinutes).replace(/^1 /, '')}, ${when}`;
}

function duration(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
}

function wordOf(name: FactName, value: string): string {
  return WORDS[name]?.[value] ?? value.replaceAll('-', ' ');
}

function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
