import type { EventView, IncidentDetail, IncidentView, LinkedView, NoticeView, TimelineEntry } from '@demarc/contracts';
import { type Decision, type Instant, parseInstant, referenceOf, type SourceEvent } from '@demarc/domain';
import { CUSTODY } from './sample-custody.fixture.js';

const ID = '0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e';
export const at = (clock: string): Instant => parseInstant(`2026-11-22T${clock}Z`)!;

export const INCIDENT: IncidentView = {
  id: ID,
  tenant: 'contoso',
  reference: referenceOf(ID),
  state: 'acknowledged',
  party: 'microsoft',
  queue: 'microsoft/security-operations',
  kind: 'security',
  area: 'endpoint',
  severity: 'A',
  sourceSeverity: 'high',
  title: 'Ransomware behaviour detected in the file system',
  about: 'MMD-5PPZ2BWUWK8',
  source: 'urn:microsoft:graph:security:contoso',
  correlationKey: 'defender-incident:28417',
  clauseId: 'MS-4',
  policyVersion: '2021-08-08',
  provisional: false,
  review: ['enrolled-since'],
  decisionId: '0199b1c2-5f6e-7d3a-8b1c-000000000041',
  informed: 'customer/security',
  clocks: { firstResponseMinutes: 60, updateMinutes: 60, hours: '24x7' },
  serviceImpactFlag: { impact: 'yes', by: 'customer/e.bakker', at: at('10:06:10') },
  linked: ['0199b1c2-5f6e-7d3a-8b1c-000000000002'],
  decidedQueue: 'microsoft/security-operations',
  offer: null,
  refusals: 0,
  disputedAt: null,
  snoozed: null,
  waiting: null,
  internal: false,
  mergedInto: null,
  escalation: null,
  breached: false,
  dues: [],
  loweredFrom: null,
  acknowledgedBy: 'microsoft/ana.ribeiro',
  assignee: 'ana.ribeiro',
  eventCount: 2,
  firstActivityAt: at('09:58:10'),
  lastActivityAt: at('10:07:42'),
  openedAt: at('10:05:01'),
  acknowledgedAt: at('10:06:30'),
  resolvedAt: null,
  resolution: null,
  revision: 4,
};

const EVENT_ID = '0199b1c2-5f6e-7d3a-8b1c-000000000001';
const EVENT: SourceEvent = {
  tenant: 'contoso',
  source: INCIDENT.source,
  id: 'da6310_1',
  version: at('10:05:00'),
  format: 'graph-alert',
  kind: 'security',
  area: 'endpoint',
  areaFrom: 'evidence: an affected device',
  severity: 'high',
  severityText: 'high',
  status: 'firing',
  title: INCIDENT.title,
  description:
    'A process renamed 214 files in 40 seconds and deleted their shadow copies. Files of the finance share are among them.',
  category: 'Ransomware',
  techniques: ['T1486'],
  handledBy: 'nobody',
  handledByFrom: 'nothing says',
  serviceImpact: null,
  firstActivityAt: at('09:58:10'),
  lastActivityAt: at('10:03:00'),
  correlationKey: INCIDENT.correlationKey,
  subjects: [],
  link: 'https://security.microsoft.com/alerts/da6310_1',
  remarks: [],
};

const RECEIPT: Decision['receipt'] = {
  receiptVersion: 2,
  clause: {
    id: 'MS-4',
    title: 'The SOC answers security alerts on MMD devices and tells the customer',
    source: 'MS-4',
    quote: 'If the SOC detects a threat, we will notify you, isolate the device, and rectify the issue remotely',
  },
  policyVersion: '2021-08-08',
  policyDigest: 'b1946ac9',
  policyBecause: 'the default of every tenant',
  facts: {
    kind: 'security',
    device: 'mmd',
    area: 'endpoint',
    handledBy: 'nobody',
    serviceImpact: 'yes',
    ring: 'production',
  },
  from: {
    kind: 'subject events.contoso.security',
    device: 'evidence[0]: MMD-5PPZ2BWUWK8 enrolled in MMD since 2025-11-13T10:05:00.0003127Z',
    area: 'evidence: an affected device',
    handledBy: 'format graph-alert',
    serviceImpact: 'SI-high: a high severity may reach beyond one device',
    ring: 'not every device is in the Test ring',
  },
  serviceImpact: { answer: 'yes', because: 'SI-high: a high severity may reach beyond one device', rules: ['SI-high'] },
  flag: null,
  involved: [],
  devices: [
    {
      subject: {
        type: 'device',
        entraId: null,
        defenderId: '2f1d1a4e7c554a0e9a7e1d9b6a0c00022f1d1a4e',
        name: 'mmd-5ppz2bwuwk8.contoso.example',
        serial: null,
        os: 'Windows11',
        tags: [],
        onboarded: true,
        role: 'affected',
        path: 'evidence[0]',
      },
      class: 'mmd',
      identifiedBy: 'name',
      because: 'enrolled in MMD since 2025-11-13T10:05:00.0003127Z',
      steps: [
        { by: 'defender-id', value: '2f1d1a4e7c554a0e9a7e1d9b6a0c00022f1d1a4e', gave: 'no record' },
        {
          by: 'name',
          value: 'mmd-5ppz2bwuwk8.contoso.example',
          gave: 'one record: MMD-5PPZ2BWUWK8 (entra 0f2d1a4e-7c55-4a0e-9a7e-1d9b6a0c0001)',
        },
      ],
      review: [],
      awaitsDirectory: false,
      deviceId: '0199b1c2-5f6e-7d3a-8b1c-000000000051',
      name: 'MMD-5PPZ2BWUWK8',
      ring: 'production',
      enrolledAt: { from: parseInstant('2025-11-13T00:00:00Z'), until: null },
      enrolledNow: true,
      recordedAt: at('08:00:00'),
    },
  ],
  otherHalf: { party: 'customer', queue: 'customer/security', clauseId: 'CU-6', devices: 1 },
  severityFrom: "the policy's table of severities",
  actionsFrom: 'MS-4',
  directory: { revision: 1, asOf: at('08:00:00'), coverage: 'complete', freshForHours: 24 },
  decidedAt: at('10:05:01'),
};

const delivery = (
  n: number,
  contactName: string,
  channel: 'email' | 'webhook',
  target: string,
): NoticeView['deliveries'][number] => ({
  id: `0199b1c2-5f6e-7d3a-8b1c-00000000010${n}`,
  contactId: `0199b1c2-5f6e-7d3a-8b1c-00000000020${n}`,
  contactName,
  channel,
  target,
  state: 'sent',
  reason: null,
  plannedAt: at('10:05:01'),
  nextAttemptAt: null,
  sentAt: at('10:05:02'),
  attempts: [],
});

const UNDER_MS_4 = {
  audience: 'team',
  clauseId: 'MS-4',
  policyVersion: '2021-08-08',
  owedUnder: 'MS-4 of 2021-08-08',
  details: null,
  owedAt: at('10:05:01'),
} as const;

const NOTICES: readonly NoticeView[] = [
  {
    id: '0199b1c2-5f6e-7d3a-8b1c-000000000031',
    kind: 'assignment',
    queue: 'microsoft/security-operations',
    because: 'MS-4: The SOC answers security alerts on MMD devices and tells the customer',
    ...UNDER_MS_4,
    state: 'planned',
    toldAt: at('10:05:02'),
    acknowledgement: { at: at('10:06:30'), by: 'microsoft/ana.ribeiro', through: 'work' },
    standing: 'told',
    deliveries: [
      delivery(1, 'MMD Security Operations Center', 'email', 'security-operations@microsoft.example'),
      delivery(
        2,
        'MMD Security Operations Center',
        'webhook',
        'http://127.0.0.1:4789/hooks/microsoft-security-operations',
      ),
    ],
  },
  {
    id: '0199b1c2-5f6e-7d3a-8b1c-000000000032',
    kind: 'advisory',
    queue: 'customer/security',
    because: 'MS-4: always',
    ...UNDER_MS_4,
    state: 'planned',
    toldAt: null,
    acknowledgement: null,
    standing: 'on-the-way',
    deliveries: [
      {
        ...delivery(3, 'Security operations', 'email', 'security@contoso.example'),
        state: 'retrying',
        reason: 'connection-refused',
        sentAt: null,
        nextAttemptAt: at('10:14:00'),
      },
    ],
  },
];

const ana = { party: 'microsoft', name: 'ana.ribeiro' } as const;
const demarc = { party: 'demarc', name: 'demarc' } as const;
const entry = (revision: number, clock: string, actor: TimelineEntry['actor'], change: object): TimelineEntry => ({
  revision,
  at: at(clock),
  before: null,
  after: null,
  type: (change as { type: string }).type,
  actor,
  change: { at: at(clock), actor, ...change } as TimelineEntry['change'],
});

const EVENTS: EventView[] = [
  {
    id: EVENT_ID,
    messageId: EVENT_ID,
    receivedAt: at('10:07:45'),
    subject: 'events.contoso.security.graph-alert',
    streamSeq: 9,
    event: { ...EVENT, title: 'Ransom note dropped on a network share' },
    otherHalf: 0,
  },
  {
    id: EVENT_ID,
    messageId: EVENT_ID,
    receivedAt: at('10:05:00'),
    subject: 'events.contoso.security.graph-alert',
    streamSeq: 3,
    event: EVENT,
    otherHalf: 1,
  },
];

const LINKED: LinkedView = {
  id: '0199b1c2-5f6e-7d3a-8b1c-000000000002',
  reference: 'INC-1F9SN-8R390',
  party: 'customer',
  queue: 'customer/security',
  state: 'new',
  severity: 'B',
  about: 'PC-0417',
  because: 'halves of one event',
};

export const DETAIL: IncidentDetail = {
  muted: null,
  incident: INCIDENT,
  custody: CUSTODY,
  linked: [LINKED],
  receipt: {
    decisionId: '0199b1c2-5f6e-7d3a-8b1c-000000000041',
    eventId: EVENT_ID,
    queue: INCIDENT.queue,
    clauseId: 'MS-4',
    policyVersion: '2021-08-08',
    decidedAt: at('10:05:01'),
    receipt: RECEIPT,
  },
  timeline: [
    entry(1, '10:05:01', demarc, { type: 'incident.opened', incident: INCIDENT as never, eventId: EVENT_ID }),
    entry(2, '10:06:30', ana, { type: 'incident.acknowledged' }),
    entry(3, '10:07:10', ana, {
      type: 'incident.commented',
      text: 'Isolated the device. Please keep e.bakker signed out until the mailbox is checked.',
      visibility: 'both',
    }),
    entry(4, '10:07:46', demarc, { type: 'incident.events-joined', eventIds: [EVENT_ID], count: 1 }),
  ],
  events: EVENTS,
  notices: [...NOTICES],
};
