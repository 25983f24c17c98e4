import { type Party, QUEUES, type Queue, partyOf } from '@demarc/domain';
import { type IncidentFilterGiven, ME, OPEN_STATES } from './incident-query.js';

export interface ShippedView {
  readonly name: string;
  readonly title: string;
  readonly query: IncidentFilterGiven;
}

/** One queue, or all of a party. */
export type ViewScope = { readonly queue: Queue } | { readonly party: Party };

const SOON_MINUTES = 60;
const AWAKE = { state: OPEN_STATES, snoozed: false } as const;

/** What everybody who works a queue wants to see, without saving it first. */
export function shippedViews(scope: ViewScope): readonly ShippedView[] {
  const queues = 'queue' in scope ? [scope.queue] : QUEUES.filter((queue) => partyOf(queue) === scope.party);
  const view = (name: string, title: string, query: IncidentFilterGiven): ShippedView => ({ name, title, query });
  return [
    view('mine', 'Mine', { ...scope, ...AWAKE, assignee: ME, sort: 'nextDueAt' }),
    view('unacknowledged', 'Unacknowledged', { ...scope, snoozed: false, state: ['new'], sort: 'severity' }),
    view('due-soon', 'Due soon', { ...scope, ...AWAKE, dueWithinMinutes: SOON_MINUTES, sort: 'nextDueAt' }),
    view('breached', 'Breached', { ...scope, state: OPEN_STATES, breached: true, sort: 'severity' }),
    view('waiting', 'Waiting for the customer', { ...scope, state: ['waiting'], sort: 'nextDueAt' }),
    view('snoozed', 'Snoozed', { ...scope, state: OPEN_STATES, snoozed: true, sort: 'nextDueAt' }),
    view('offered', 'Offered to us', { offeredTo: queues, state: OPEN_STATES, sort: 'nextDueAt' }),
    view('provisional', 'Provisional', { ...scope, state: OPEN_STATES, provisional: true, sort: 'severity' }),
    view('review', 'For review', { ...scope, state: OPEN_STATES, review: true, sort: 'severity' }),
    view('linked', 'Linked with others', { ...scope, state: OPEN_STATES, linked: true, sort: 'severity' }),
  ];
}
