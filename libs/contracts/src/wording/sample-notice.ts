import type { Contact, Instant, NoticeDetails, NoticeKind } from '@demarc/domain';
import type { IncidentNotice, NoticeMessage } from '../bus/messages.js';

const OPENED = '2026-11-20T10:15:30.1234567Z' as Instant;
const LATER = '2026-11-20T14:15:00.0000000Z' as Instant;
const MUCH_LATER = '2026-11-22T10:15:00.0000000Z' as Instant;
const INCIDENT_ID = '019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d1e';

/** A notice of a kind as it could be owed, to try a template on: every detail that the kind can have is there. */
export function sampleNotice(kind: NoticeKind): NoticeMessage {
  const about = SAMPLE_DETAILS[kind] ?? null;
  const aboutNone = kind === 'digest' || kind === 'maintenance';
  const base = { ...SAMPLE, kind, details: about };
  return aboutNone ? { ...base, clause: null, eventId: null, incidentId: null, incident: null } : base;
}

/** Somebody to try a template on, in a language. */
export function sampleContact(language: string): Contact {
  return {
    id: '019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d2f',
    tenant: 'contoso',
    party: 'customer',
    area: 'security',
    kind: 'group',
    name: 'Contoso SOC',
    language,
    phone: null,
    channels: [],
    role: 'preferred',
    expertAreas: [],
    hours: '24x7',
    reach: 'every',
  };
}

const BY = 'microsoft/ada';
const OFFER_ID = '019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d3a';
const SAMPLE_DETAILS: Readonly<Partial<Record<NoticeKind, NoticeDetails>>> = {
  update: { of: 'update', by: BY, text: 'The device was isolated at 10:40.' },
  request: { of: 'request', by: BY, action: 'Return the device for repair', answerDueAt: LATER, closesAt: MUCH_LATER },
  offer: {
    of: 'offer',
    offerId: OFFER_ID,
    by: BY,
    from: 'microsoft/security-operations',
    to: 'customer/security',
    reason: 'The device left the service',
    dueAt: LATER,
  },
  'offer-answer': {
    of: 'offer-answer',
    offerId: OFFER_ID,
    answer: 'refused',
    by: BY,
    to: 'microsoft/security-operations',
    reason: 'It is not enrolled',
  },
  warning: { of: 'warning', clock: 'first-response', dueAt: LATER },
  escalation: { of: 'escalation', clock: 'first-response', dueAt: LATER, policy: 'default', step: 1, round: 1 },
  resolution: { of: 'resolution', by: BY, note: 'The process was stopped and the device cleaned.' },
  digest: {
    of: 'digest',
    since: OPENED,
    items: [
      {
        incidentId: INCIDENT_ID,
        reference: 'INC-7K3Q9-X2M4P',
        title: 'Suspicious process on LAPTOP-7',
        severity: 'A',
        kind: 'assignment',
        owedAt: OPENED,
      },
    ],
    count: 148,
  },
  maintenance: {
    of: 'maintenance',
    windowId: OFFER_ID,
    phase: 'announced',
    startsAt: LATER,
    endsAt: MUCH_LATER,
    reason: 'The network in Utrecht is rebuilt',
    scope: 'operational incidents of the network',
  },
};

const SAMPLE: IncidentNotice = {
  id: '019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d4b',
  tenant: 'contoso',
  kind: 'assignment',
  queue: 'customer/security',
  party: 'customer',
  slot: 'security',
  audience: 'team',
  because: 'CU-1: security alerts on other devices',
  clauseId: 'CU-1',
  policyVersion: '2021-08-08',
  details: null,
  owedAt: OPENED,
  clause: {
    id: 'CU-1',
    title: 'Security alerts on other devices',
    source: 'MD:operate/roles',
    quote: 'The customer owns these.',
  },
  eventId: '019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d5c',
  sourceEventId: null,
  incidentId: INCIDENT_ID,
  incident: {
    id: INCIDENT_ID,
    tenant: 'contoso',
    reference: 'INC-7K3Q9-X2M4P',
    state: 'new',
    party: 'customer',
    queue: 'customer/security',
    decidedQueue: 'customer/security',
    kind: 'security',
    area: 'endpoint',
    severity: 'A',
    sourceSeverity: 'high',
    title: 'Suspicious process on LAPTOP-7',
    about: 'LAPTOP-7',
    source: 'microsoftDefenderForEndpoint',
    correlationKey: 'graph:1',
    clauseId: 'CU-1',
    policyVersion: '2021-08-08',
    provisional: false,
    review: [],
    decisionId: '019ab9c4-8f6e-7d3a-8b1c-2f4e6a8c0d6d',
    informed: null,
    clocks: null,
    serviceImpactFlag: null,
    linked: [],
    assignee: null,
    offer: null,
    refusals: 0,
    disputedAt: null,
    snoozed: null,
    waiting: null,
    internal: false,
    mergedInto: null,
    escalation: null,
    breached: false,
    dues: [{ clock: 'first-response', phase: 'due', at: LATER }],
    loweredFrom: null,
    eventCount: 1,
    firstActivityAt: OPENED,
    lastActivityAt: OPENED,
    openedAt: OPENED,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolution: null,
    revision: 1,
  },
};
