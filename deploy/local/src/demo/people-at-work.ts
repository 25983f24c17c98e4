import { setTimeout as pause } from 'node:timers/promises';
import { type IncidentDetail, type IncidentView, ROUTES } from '@demarc/contracts';
import { DEMO_PEOPLE, type DemoPersonId } from '../people/demo-people.js';
import type { DemoApi } from './demo-api.js';
import type { DemoClock } from './demo-clock.js';
import type { DemoTenantName } from './demo-tenants.js';

/** Something a person of the demonstration does. */
export interface Deed {
  readonly atS: number;
  readonly who: DemoPersonId;
  readonly tenant: DemoTenantName;
  /** Part of the title of the incident it is done to. */
  readonly title: string;
  readonly route: 'acknowledge' | 'assign' | 'comment' | 'resolve' | 'offer' | 'accept' | 'request';
  readonly body: object;
}

export const DEEDS: readonly Deed[] = [
  { atS: 8, who: 'soc-analyst', tenant: 'contoso', title: 'Ransomware behaviour', route: 'acknowledge', body: {} },
  {
    atS: 9,
    who: 'contoso-ops',
    tenant: 'contoso',
    title: 'VPN gateway',
    route: 'assign',
    body: { to: 'robin.meijer' },
  },
  {
    atS: 14,
    who: 'soc-analyst',
    tenant: 'contoso',
    title: 'Ransomware behaviour',
    route: 'comment',
    body: {
      text: 'Isolated the device. Please keep e.bakker signed out until the mailbox is checked.',
      visibility: 'both',
    },
  },
  {
    atS: 18,
    who: 'mmd-operations',
    tenant: 'contoso',
    title: 'MsAdmin can no longer sign in',
    route: 'assign',
    body: { to: 'omar.haddad' },
  },
  {
    atS: 20,
    who: 'soc-analyst',
    tenant: 'contoso',
    title: "'Wacatac' malware",
    route: 'resolve',
    body: {
      classification: 'truePositive',
      determination: 'malware',
      note: 'Stopped before it ran; nothing else was found.',
    },
  },
  {
    atS: 26,
    who: 'fabrikam-ops',
    tenant: 'fabrikam',
    title: 'Display in conference room',
    route: 'acknowledge',
    body: {},
  },
  {
    atS: 33,
    who: 'fabrikam-ops',
    tenant: 'fabrikam',
    title: 'Warehouse Scanner',
    route: 'comment',
    body: { text: 'The vendor confirmed the fault; version 4.2.1 is being packaged.', visibility: 'both' },
  },
  {
    atS: 38,
    who: 'contoso-ops',
    tenant: 'contoso',
    title: 'Print queue',
    route: 'resolve',
    body: { note: 'Driver of the print server was reinstalled.' },
  },
  {
    atS: 44,
    who: 'mmd-operations',
    tenant: 'contoso',
    title: 'BitLocker policy conflict',
    route: 'offer',
    body: { to: 'customer/devices', reason: 'The profile was changed by your own administrators.' },
  },
  {
    atS: 47,
    who: 'mmd-operations',
    tenant: 'contoso',
    title: 'Teams does not update',
    route: 'request',
    body: { action: 'Leave the laptop switched on and connected tonight, so that the update can be installed.' },
  },
  {
    atS: 56,
    who: 'contoso-ops',
    tenant: 'contoso',
    title: 'BitLocker policy conflict',
    route: 'accept',
    body: {},
  },
];

const LOOKS = 60;
const LOOK_EVERY_MS = 500;

/** Does each deed at its time, once: what an earlier run has done is left as it is. */
export async function workTheQueues(deeds: readonly Deed[], api: DemoApi, clock: DemoClock): Promise<void> {
  for (const deed of deeds) {
    await pause(clock.untilMs(deed.atS, new Date()), undefined, { ref: false });
    const incident = await findIncident(deed, api);
    if (incident) await doOnce(deed, incident, api);
  }
}

/** The incident, as soon as the router has opened it; null when it never does. */
async function findIncident({ who, tenant, title }: Deed, api: DemoApi): Promise<IncidentView | null> {
  for (let look = 0; look < LOOKS; look += 1) {
    const query = { tenant, q: title, sort: 'openedAt', limit: 1 } as const;
    const { items } = await api.call(ROUTES.listIncidents, { as: who, query });
    if (items[0]) return items[0];
    await pause(LOOK_EVERY_MS, undefined, { ref: false });
  }
  return null;
}

async function doOnce({ who, route, body }: Deed, { id }: IncidentView, api: DemoApi): Promise<void> {
  const detail = await api.call(ROUTES.readIncident, { as: who, params: { id } });
  if (isDone(route, who, detail)) return;
  const headers = { 'if-match': '*' };
  await api.call(ROUTES[route], { as: who, params: { id }, body, headers });
}

function isDone(route: Deed['route'], who: DemoPersonId, { incident, timeline }: IncidentDetail): boolean {
  const { username } = DEMO_PEOPLE.find(({ id }) => id === who)!;
  switch (route) {
    case 'acknowledge':
      return incident.state !== 'new';
    case 'assign':
      return incident.state === 'resolved' || incident.assignee !== null;
    case 'resolve':
      return incident.state === 'resolved';
    case 'comment':
      return timeline.some(({ type, actor }) => type === 'incident.commented' && actor.name === username);
    case 'offer':
      return timeline.some(({ type }) => type === 'incident.offered');
    case 'accept':
      return incident.offer === null;
    case 'request':
      return timeline.some(({ type }) => type === 'incident.action-requested');
    default:
      return route satisfies never;
  }
}
