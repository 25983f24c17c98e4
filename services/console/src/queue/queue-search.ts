import type { AREAS, DEVICE_CLASSES, INCIDENT_STATES, KINDS, PARTIES, QUEUES, SEVERITIES } from '@demarc/domain';
import type { IncidentSort } from '@demarc/contracts';

type OneOf<List extends readonly string[]> = List[number];

/**
 * What the list is narrowed to, as it stands in the address: the parameters of `GET /v1/incidents` by the same names,
 * lists with commas. What the API does not understand it refuses, so nothing is checked here.
 */
export interface QueueSearch {
  /** A tab: a saved view, or `all`. Without it, what is open and one's own party's. */
  readonly view?: string;
  readonly queue?: OneOf<typeof QUEUES>;
  readonly party?: OneOf<typeof PARTIES>;
  readonly tenant?: string;
  readonly state?: readonly OneOf<typeof INCIDENT_STATES>[];
  readonly severity?: readonly OneOf<typeof SEVERITIES>[];
  readonly kind?: readonly OneOf<typeof KINDS>[];
  readonly area?: readonly OneOf<typeof AREAS>[];
  readonly assignee?: string;
  /** Devices that its events name by one of these ids or names, whole. */
  readonly named?: readonly string[];
  readonly clause?: string;
  readonly source?: string;
  /** Of the class by which it is decided. */
  readonly device?: OneOf<typeof DEVICE_CLASSES>;
  /** Opened then or later, and before; taken up; resolved. */
  readonly openedFrom?: string;
  readonly openedUntil?: string;
  readonly acknowledgedFrom?: string;
  readonly acknowledgedUntil?: string;
  readonly resolvedFrom?: string;
  readonly resolvedUntil?: string;
  /** `true` or `false`: whether a clock of it ran out. */
  readonly breached?: string;
  readonly q?: string;
  readonly sort?: IncidentSort;
  /** The customer as whose people one looks; the list is of their tenant then. */
  readonly seenBy?: string;
}

/** What other pages lead here with, and no menu offers. */
export const LED_TO_BY = [
  'clause',
  'source',
  'device',
  'openedFrom',
  'openedUntil',
  'acknowledgedFrom',
  'acknowledgedUntil',
  'resolvedFrom',
  'resolvedUntil',
  'breached',
] as const;
const TEXTS = ['view', 'queue', 'party', 'tenant', 'assignee', ...LED_TO_BY, 'q', 'sort', 'seenBy'] as const;
const LISTS = ['state', 'severity', 'kind', 'area', 'named'] as const;

export function queueSearch(given: Readonly<Record<string, unknown>>): QueueSearch {
  const texts = TEXTS.flatMap((name) => (isText(given[name]) ? [[name, given[name]]] : []));
  const lists = LISTS.flatMap((name) => {
    const items = [given[name]]
      .flat()
      .filter(isText)
      .flatMap((item) => item.split(','));
    return items.length > 0 ? [[name, items]] : [];
  });
  return Object.fromEntries([...texts, ...lists]) as QueueSearch;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
