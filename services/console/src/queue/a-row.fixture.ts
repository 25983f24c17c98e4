import type { ListedIncident } from './incident-pages.js';

/** A row of the list that nobody has taken up; what specs do not look at is left out. */
export function aRow(id: string, more: Partial<ListedIncident> = {}): ListedIncident {
  const row = {
    id,
    tenant: 'contoso',
    reference: `INC-${id}`,
    title: `Title ${id}`,
    about: null,
    state: 'new',
    party: 'customer',
    queue: 'customer/devices',
    kind: 'operational',
    area: 'printing',
    severity: 'C',
    source: 'contoso-zabbix',
    clauseId: 'CU-8',
    provisional: false,
    review: [],
    linked: [],
    assignee: null,
    offer: null,
    snoozed: null,
    escalation: null,
    breached: false,
    dues: [],
    openedAt: '2026-11-28T08:00:00.000Z',
    lastActivityAt: '2026-11-28T08:00:00.000Z',
    revision: 1,
    muted: null,
  } satisfies Partial<ListedIncident>;
  return { ...row, ...more } as ListedIncident;
}
