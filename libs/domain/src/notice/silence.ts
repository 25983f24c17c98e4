import type { Instant } from '../event/instant.js';
import type { Incident } from '../incident/incident.js';
import { type Party, type Queue, partyOf } from '../policy/policy.js';
import { globMatches } from './glob.js';
import type { NoticeKind } from './notice.js';

/** What a silence may look at of an incident. */
export const MATCHER_FIELDS = [
  'queue',
  'kind',
  'area',
  'severity',
  'source',
  'title',
  'about',
  'correlationKey',
] as const;
export type MatcherField = (typeof MATCHER_FIELDS)[number];

/** `=` and `!=` compare exactly; `~` and `!~` by `*` and `?`. Case does not matter in any. */
export const MATCHER_OPERATORS = ['=', '!=', '~', '!~'] as const;

export interface Matcher {
  readonly field: MatcherField;
  readonly is: (typeof MATCHER_OPERATORS)[number];
  readonly value: string;
}

/** `silence`: somebody wants quiet. `maintenance`: work that was announced, with its begin and end told to both sides. */
export const SILENCE_KINDS = ['silence', 'maintenance'] as const;

/** Notices that are not sent for a time. Events are recorded and routed all the same. */
export interface Silence {
  readonly id: string;
  readonly kind: (typeof SILENCE_KINDS)[number];
  /** Null: of all customers. */
  readonly tenant: string | null;
  /** Whose notices: a party can have quiet for itself alone, but for maintenance that Microsoft announces. */
  readonly mutes: Party | 'both';
  /** All must match; none: everything of the tenant. */
  readonly matchers: readonly Matcher[];
  readonly startsAt: Instant;
  /** When it was ended early, that moment. */
  readonly endsAt: Instant;
  readonly reason: string;
  /** `<party>/<name>`. */
  readonly createdBy: string;
}

/** What is looked at: the incident a notice is about, and the queue the notice is for. */
export interface Muteable {
  readonly tenant: string;
  readonly queue: Queue;
  readonly incident: Pick<Incident, Exclude<MatcherField, 'queue'>>;
}

export function isActive({ startsAt, endsAt }: Pick<Silence, 'startsAt' | 'endsAt'>, now: Instant): boolean {
  return startsAt <= now && now < endsAt;
}

/** Whether a silence is about this; it may not be the time yet ({@link isActive}). */
export function silences({ tenant, mutes, matchers }: Silence, muteable: Muteable): boolean {
  if (tenant !== null && tenant !== muteable.tenant) return false;
  if (mutes !== 'both' && mutes !== partyOf(muteable.queue)) return false;
  return matchers.every((matcher) => matches(matcher, muteable));
}

function matches({ field, is, value }: Matcher, { queue, incident }: Muteable): boolean {
  const text = field === 'queue' ? queue : (incident[field] ?? '');
  switch (is) {
    case '=':
      return text.toLowerCase() === value.toLowerCase();
    case '!=':
      return text.toLowerCase() !== value.toLowerCase();
    case '~':
      return globMatches(value, text);
    case '!~':
      return !globMatches(value, text);
    default:
      return is satisfies never;
  }
}

/** What tells of muting itself, or of many, is never muted. */
export const NEVER_MUTED: ReadonlySet<NoticeKind> = new Set(['digest', 'maintenance']);
/** What cannot wait for the morning, and is never put into a digest. */
export const URGENT: ReadonlySet<NoticeKind> = new Set(['escalation', 'offer', 'request', 'digest', 'maintenance']);
