import { subjectOf } from '@demarc/contracts';
import { GAP_WORDS, type Instant, PROVIDER } from '@demarc/domain';
import type { GapReport } from '@demarc/store';

/** An event about what is missing, in the native `incident` format. */
export interface GapEvent {
  readonly subject: string;
  readonly messageId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The one source these reports name: a rule or a dashboard may look for it. */
const SOURCE = 'demarc:reconcile';

/**
 * What Microsoft's operations are told of the gaps of one kind and tenant. The service raises it about itself, so no
 * customer sees it; what nobody can say whose it was is the provider's own. Reports of one kind and tenant join one
 * incident, and the one that says that nothing is missing any more closes it.
 */
export function gapEvent({ kind, tenant, open, since, examples }: GapReport, now: Instant): GapEvent {
  const key = `reconcile:${kind}:${tenant ?? 'any'}`;
  const { is, todo } = GAP_WORDS[kind];
  const more = open > examples.length ? ` and ${open - examples.length} more` : '';
  const firing = open > 0;
  return {
    subject: subjectOf.ownEvent(tenant ?? PROVIDER),
    messageId: `${key}:${now}`,
    body: {
      id: `${key}:${now}`,
      dedupKey: key,
      source: SOURCE,
      title: `Reconciliation: ${is}`,
      description: firing
        ? `${open} since ${since?.toISOString()}: ${examples.join(', ')}${more}. ${todo} What is missing now: demarc reconcile`
        : 'Nothing of this kind is missing any more.',
      area: 'mmd-service-account',
      serviceRaised: true,
      severity: 'high',
      status: firing ? 'firing' : 'resolved',
      startedAt: now,
      updatedAt: now,
    },
  };
}
