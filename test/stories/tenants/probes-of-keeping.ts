import type { Place } from './place.js';
import { type Probe, type Probes, listed, nothing, ofTenant } from './probe.js';

const SOON = new Date(Date.now() + 3_600_000).toISOString();
const CSV = 'text/csv';
export const SAME_POLICY = (version: string): string => `version: ${version}\ntitle: The same\nextends: '2021-08-08'\n`;
const silence = ({ tenant }: Place): Probe[] => [
  { body: { tenant, endsAt: SOON, reason: 'quiet' } },
  { body: { tenant, kind: 'maintenance', endsAt: SOON, reason: 'quiet', mutes: 'own-party' } },
  { body: { endsAt: SOON, reason: 'quiet everywhere' } },
];
const quarantined = ({ tenant, quarantined: id }: Place): object[] => [{ ids: [id] }, { all: { tenant } }];
const policy = ({ tenant }: Place): Probe[] => [
  { query: { tenant }, body: { document: SAME_POLICY('sweep-1') } },
  { body: { document: SAME_POLICY('sweep-1'), tenant } },
];
const event = (tenant: string): object => ({
  specversion: '1.0',
  id: 'e1',
  source: 'sweep',
  type: 'incident',
  tenant,
  tenantid: tenant,
  data: { title: 'Not from there', source: 'sweep', dedupKey: 'k', tenant, tenantId: tenant },
});

/** Doors of what is kept for a tenant, and of what an operator looks at. */
export const PROBES_OF_KEEPING = {
  putTenant: ({ tenant }) => [{ body: { tenant, name: 'Taken over' } }],
  listTenants: nothing,
  sendEvents: (at) => [
    ...ofTenant(() => ({
      body: event(at.tenant),
      mediaType: 'application/cloudevents+json',
      query: { kind: 'change' },
    }))(at),
  ],
  sendHook: (at) => ofTenant(() => ({ params: { format: 'incident' }, body: event(at.tenant) }))(at),
  importDevices: ofTenant(() => ({ body: 'name,entra_device_id\nTAKEN-1,\n', mediaType: CSV })),
  listDevices: (at) => [...ofTenant()(at), ...ofTenant(({ word: q }) => ({ query: { q } }))(at)],
  importContacts: ofTenant(() => ({ body: 'area,kind,name,email\nother,group,them,a@b.example\n', mediaType: CSV })),
  listContacts: ofTenant(),
  putAreaRules: ofTenant(() => ({ body: [] })),
  readAreaRules: ofTenant(),
  listUnmatchedAreas: listed(),
  listPolicies: nothing,
  publishPolicy: policy,
  lintPolicy: (at) => [...policy(at), { body: { document: `version: x-1\ntitle: X\nextends: '${at.policy}'\n` } }],
  readPolicy: ({ policy: version }) => [{ params: { version } }],
  listAdoptions: ofTenant(),
  adoptPolicy: ofTenant(() => ({ body: { version: '2023-03-08', holdsFrom: '2023-03-08' } })),
  replayPolicy: ({ tenant }) => [
    { body: { candidate: SAME_POLICY('sweep-2'), from: '2020-01-01', to: '2040-01-01', tenant } },
    { body: { candidate: SAME_POLICY('sweep-2'), from: '2020-01-01', to: '2040-01-01' } },
  ],
  readServiceLevels: ofTenant(),
  putServiceLevels: ofTenant(() => ({ body: {} })),
  listSchedules: ofTenant(),
  putSchedule: ofTenant(() => ({
    params: { area: 'devices' },
    body: {
      timeZone: 'UTC',
      rotation: { every: 'day', handoverAt: '09:00', startsOn: '2026-01-01', members: ['them'] },
    },
  })),
  removeSchedule: (at) => ['devices', 'security'].flatMap((area) => ofTenant(() => ({ params: { area } }))(at)),
  lintContacts: listed(),
  addSilence: silence,
  listSilences: (at) => [...listed()(at), ...listed(() => ({ ended: 'true' }))(at)],
  endSilence: ({ silence: id }) => [{ params: { id } }],
  previewSilence: silence,
  readInhibitionRules: ofTenant(),
  putInhibitionRules: ofTenant(() => ({ body: { rules: [] } })),
  readReport: (at) =>
    ['json', 'csv'].flatMap((format) =>
      ['area', 'queue', 'month'].flatMap((groupBy) =>
        listed(() => ({ format, groupBy, from: '2020-01-01T00:00:00Z' }))(at),
      ),
    ),
  exportLedger: (at) => [
    ...ofTenant()(at),
    ...ofTenant(({ incident }) => ({ query: { incident } }))(at),
    ...ofTenant(({ reference: incident }) => ({ query: { incident } }))(at),
  ],
  listUntold: (at) => [...listed()(at), ...listed(() => ({ olderThanMinutes: '0' }))(at)],
  acknowledgeNotice: ({ notice: id }) => [{ params: { id }, body: {} }],
  listTemplates: ofTenant(),
  putTemplate: ofTenant(() => ({ body: { kind: 'update', language: 'en', text: 'Subject: x\n\n## x\n\nx\n' } })),
  removeTemplate: ofTenant(() => ({ query: { kind: 'assignment', language: 'en' } })),
  listKeys: ofTenant(),
  addKey: ofTenant(() => ({ body: { name: 'taken', purpose: 'read' } })),
  revokeKey: (at) => ofTenant(({ key: id }) => ({ params: { id } }))(at),
  listQuarantine: (at) => [...listed()(at), ...listed(() => ({ state: 'discarded' }))(at)],
  readQuarantined: ({ quarantined: id }) => [{ params: { id } }],
  redriveQuarantine: (at) => quarantined(at).map((which) => ({ body: { which, as: { tenant: at.tenant } } })),
  previewRedrive: (at) => quarantined(at).map((which) => ({ body: { which } })),
  readRedrive: ({ redrive: id }) => [{ params: { id } }],
  discardQuarantine: (at) => quarantined(at).map((which) => ({ body: { which, reason: 'gone' } })),
  readReconciliation: nothing,
  askReconciliation: () => [{ body: { everything: false } }],
  acceptGap: ({ gap: id }) => [{ params: { id }, body: { because: 'gone' } }],
  listDeliveries: (at) => [
    ...listed()(at),
    { query: { incident: at.incident } },
    { query: { incident: at.reference } },
    { query: { failed: 'true' } },
  ],
  redrive: ({ delivery, tenant }) => [{ body: { deliveryIds: [delivery] } }, { body: { tenant } }],
  status: nothing,
  openApi: nothing,
  live: nothing,
  ready: nothing,
  metrics: nothing,
  verifyAudit: ({ tenant }) => [{ body: { tenant } }, { body: {} }],
  listCheckpoints: listed(() => ({ all: 'true' })),
  readAuditKey: nothing,
  protectedResource: nothing,
  signIn: nothing,
  signInCallback: () => [{ query: { code: 'c', state: 's' } }],
  signOut: nothing,
  nativeSchema: nothing,
} satisfies Partial<Probes>;
