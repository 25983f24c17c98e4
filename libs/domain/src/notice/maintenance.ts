import type { Instant } from '../event/instant.js';
import { PARTIES, QUEUES, type Queue } from '../policy/policy.js';
import type { NoticeDetails } from './details.js';
import type { Notice } from './notice.js';
import type { Matcher, Silence } from './silence.js';

type Phase = Extract<NoticeDetails, { of: 'maintenance' }>['phase'];

/** Who hears of maintenance when it names no queue: whom everything else goes to, of both sides. */
const USUALLY_TOLD: readonly Queue[] = ['customer/other', 'microsoft/operations'];

/**
 * The notices that tell of a window of maintenance: for each customer the team whose notices it mutes and, since both
 * sides plan by it, the other party's.
 */
export function maintenanceNotices(
  window: Silence,
  phase: Phase,
  tenants: readonly string[],
  now: Instant,
  newId: () => string,
): readonly Notice[] {
  const named = new Set(
    window.matchers.flatMap(({ field, is, value }) => (field === 'queue' && is === '=' ? [value] : [])),
  );
  const muted = QUEUES.filter((queue) => named.has(queue));
  const others = USUALLY_TOLD.filter((queue) => !muted.some((one) => one.split('/')[0] === queue.split('/')[0]));
  const { id: windowId, startsAt, endsAt, reason } = window;
  const details: NoticeDetails = {
    of: 'maintenance',
    windowId,
    phase,
    startsAt,
    endsAt,
    reason,
    scope: scopeOf(window),
  };
  return tenants.flatMap((tenant) =>
    [...muted, ...others].map((queue): Notice => ({
      id: newId(),
      tenant,
      incidentId: null,
      kind: 'maintenance',
      queue,
      audience: 'team',
      because: reason,
      clauseId: null,
      policyVersion: null,
      details,
      owedAt: now,
    })),
  );
}

/** What a silence mutes, in words. */
export function scopeOf({ tenant, mutes, matchers }: Pick<Silence, 'tenant' | 'mutes' | 'matchers'>): string {
  const whose = mutes === 'both' ? PARTIES.join(' and ') : mutes;
  const what = matchers.length === 0 ? 'everything' : matchers.map(matcherText).join(' and ');
  return `${what}, of ${tenant ?? 'all customers'}, for ${whose}`;
}

export const matcherText = ({ field, is, value }: Matcher): string => `${field} ${is} ${value}`;
