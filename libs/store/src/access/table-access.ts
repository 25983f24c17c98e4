import { type GapKind, SECURITY_AREA, SECURITY_KIND, SECURITY_QUEUES, SHOWN_WITHOUT_SECURITY } from '@demarc/domain';
import type { StoreService } from './roles.js';
import { type RowRule, ofIncident, ofIncidentIfAny, ofIncidentOrOther, ofOther, ofTenant, sees } from './row-rules.js';

/** What a service may do with a table: privileges as `grant` names them. What is not said is refused. */
export interface TableAccess extends Readonly<Partial<Record<StoreService, string>>> {
  /** Null: holds nothing of any tenant. */
  readonly rows: RowRule | null;
}

const SEALED: RowRule = { tenant: 'tenant_id', withoutSecurity: 'false' };

/**
 * Of notices about no incident: those to a team for security, and digests that name an incident which is not seen, are
 * for who sees security. A digest of Microsoft's contacts is of all customers, so its incidents are known by id alone.
 */
const DIGESTED = `select from json_array_elements(case when details->>'of' = 'digest' then details->'items' else '[]' end) told
  where not exists (select from incidents seen where seen.incident_id = (told->>'incidentId')::uuid)`;
const NOTICE_WITHOUT_SECURITY = `case when incident_id is not null then ${sees('incidents', 'notices', ['incident_id'])}
  else queue not in ('${SECURITY_QUEUES.join("', '")}') and not exists (${DIGESTED}) end`;

/** Gaps whose thing is there, by their kind; of what is not there nobody can say that it is about security. */
const GAPS_OF = {
  incidents: ['incident-unowned'],
  notices: ['delivery-missing', 'delivery-stuck', 'notice-not-planned'],
} as const satisfies Readonly<Record<string, readonly GapKind[]>>;
const whatIs = (table: 'incidents' | 'notices', id: string): string =>
  `when kind in ('${GAPS_OF[table].join("', '")}')
     then exists (select from ${table} seen where seen.tenant_id = gaps.tenant_id and seen.${id} = gaps.what::uuid)`;
const GAP_WITHOUT_SECURITY = `case ${whatIs('incidents', 'incident_id')} ${whatIs('notices', 'notice_id')} else true end`;

/**
 * Every table there is, whose its rows are, and who may do what with it. The database is brought to this whenever it is
 * migrated. A table that is not listed fails the tests; a privilege that is not listed is refused.
 */
export const TABLES: Readonly<Record<string, TableAccess>> = {
  // What is decided.
  incidents: {
    rows: {
      tenant: 'tenant_id',
      withoutSecurity: `kind <> '${SECURITY_KIND}' or queue = '${SHOWN_WITHOUT_SECURITY}'`,
      toCustomers: 'not is_internal',
    },
    api: 'select, insert, update',
    router: 'select, insert, update',
    notifier: 'select',
  },
  events: {
    rows: {
      tenant: 'tenant_id',
      withoutSecurity: `kind <> '${SECURITY_KIND}' or ${sees('decisions', 'events', ['event_id'])}`,
      toCustomers: sees('decisions', 'events', ['event_id']),
    },
    api: 'select',
    router: 'select, insert',
    notifier: 'select',
  },
  decisions: {
    rows: ofIncident('decisions'),
    api: 'select, insert, update',
    router: 'select, insert, update',
    notifier: 'select',
  },
  timeline: { rows: ofIncident('timeline'), api: 'select, insert', router: 'select, insert', notifier: 'select' },
  // To customers all of theirs: a word is shown to nobody, and its incident decides; looked up for each row of a search,
  // it took a hundred times as long.
  incident_words: {
    rows: { tenant: 'tenant_id', withoutSecurity: sees('incidents', 'incident_words', ['incident_id']) },
    api: 'select',
    router: 'select, insert, update',
  },
  // Ids of incidents whose words are to be written.
  search_backlog: {
    rows: { tenant: `(select min(i.tenant_id) from incidents i where i.incident_id = any(incident_ids))` },
    api: 'insert',
    router: 'select, insert, update, delete',
  },
  redecisions: {
    rows: ofIncidentIfAny('redecisions'),
    api: 'select, insert',
    router: 'select, insert, update, delete',
  },
  // Of what cannot be read only the subject tells of what kind it would have been.
  quarantine: {
    rows: { tenant: 'tenant_id', withoutSecurity: `split_part(subject, '.', 3) <> 'security'` },
    api: 'select, update',
    router: 'select, insert, update',
  },
  quarantine_warnings: { rows: { tenant: 'scope' }, api: 'select', router: 'select, insert, update, delete' },

  // What is owed and told.
  notices: {
    rows: { ...ofIncidentIfAny('notices'), withoutSecurity: NOTICE_WITHOUT_SECURITY },
    api: 'select, insert, update',
    router: 'select, insert, update',
    notifier: 'select, insert, update',
  },
  deliveries: {
    rows: ofIncidentOrOther('deliveries', 'notices', ['notice_id']),
    api: 'select, update',
    router: 'select',
    notifier: 'select, insert, update',
  },
  delivery_attempts: {
    rows: ofOther('deliveries', 'delivery_attempts', ['delivery_id']),
    api: 'select',
    notifier: 'select, insert',
  },
  // Subjects are `<what>.<party>.<tenant>...`; the router alone reads what they carry.
  outbox: {
    rows: { tenant: `split_part(subject, '.', 3)` },
    api: 'insert, select (outbox_id, subject)',
    router: 'select, insert, update, delete',
    notifier: 'insert',
  },
  silences: {
    rows: { tenant: 'tenant_id', shared: `tenant_id is null and kind = 'maintenance'` },
    api: 'select, insert, update',
    notifier: 'select, update',
  },
  contact_windows: { rows: { tenant: null }, notifier: 'select, insert, update' },
  notice_templates: { rows: ofTenant, api: 'select, insert, update, delete', notifier: 'select' },

  // Who is who.
  tenants: { rows: ofTenant, api: 'select, insert, update', router: 'select', notifier: 'select' },
  devices: { rows: ofTenant, api: 'select, insert, update', router: 'select' },
  directory_imports: { rows: ofTenant, api: 'select, insert', router: 'select' },
  contacts: {
    rows: { tenant: 'tenant_id', withoutSecurity: `area <> '${SECURITY_AREA}'` },
    api: 'select, insert, update, delete',
    notifier: 'select',
  },
  on_call_schedules: {
    rows: { tenant: 'tenant_id', withoutSecurity: `area <> '${SECURITY_AREA}'` },
    api: 'select, insert, update, delete',
    notifier: 'select',
  },

  // By what it is decided.
  policies: { rows: { tenant: 'tenant_id', shared: 'tenant_id is null' }, api: 'select, insert', router: 'select' },
  // Among Microsoft until they are published. What was proposed, and by whom, is never changed.
  policy_proposals: {
    rows: { tenant: null },
    api: 'select, insert, update (state, decided_at, decided_by, decider_id, reason)',
  },
  policy_adoptions: { rows: ofTenant, api: 'select, insert', router: 'select' },

  // Of people and machines that ask.
  command_answers: {
    rows: ofTenant,
    api: 'select, insert, update',
    router: 'select, delete',
  },
  views: { rows: ofTenant, api: 'select, insert, update, delete' },
  api_keys: { rows: ofTenant, api: 'select, insert, update' },
  rate_limits: { rows: null, api: 'select, insert, update' },
  used_links: {
    rows: ofOther('notices', 'used_links', ['notice_id']),
    api: 'select, insert',
  },

  // What was settled, and what is missing.
  settlements: {
    rows: ofTenant,
    api: 'insert',
    router: 'select, insert, update, delete',
    notifier: 'insert',
  },
  removals: { rows: ofTenant, api: 'select, insert', router: 'select, insert' },
  gaps: {
    rows: { tenant: 'tenant_id', withoutSecurity: GAP_WITHOUT_SECURITY },
    api: 'select, update',
    router: 'select, insert, update',
  },
  event_streams: { rows: null, api: 'select, insert, update', router: 'select, insert, update' },
  reconciliation: { rows: null, api: 'select', router: 'select, update' },
  reconciliation_asks: { rows: null, api: 'select, insert', router: 'select, insert, update' },

  // The record, and the chain that seals it. Nobody changes or removes what is in it.
  audit_entries: {
    rows: {
      tenant: 'tenant_id',
      withoutSecurity: `incident_ids = '{}' or exists (
        select from incidents i where i.tenant_id = audit_entries.tenant_id and i.incident_id = any(audit_entries.incident_ids))`,
    },
    api: 'select, insert',
    router: 'select, insert',
  },
  // Who does not see all of the record cannot check it.
  audit_pending: { rows: SEALED, api: 'select, insert', router: 'select, insert, delete' },
  audit_chain: { rows: SEALED, api: 'select', router: 'select, insert' },
  audit_heads: { rows: SEALED, api: 'select', router: 'select, insert, update' },
  audit_checkpoints: { rows: SEALED, api: 'select', router: 'select, insert' },

  // Of nobody.
  link_secrets: { rows: null, api: 'select, insert', notifier: 'select, insert' },
  // A service looks whether the schema is one that it knows.
  migrations: { rows: null, api: 'select', router: 'select', notifier: 'select' },
  access_state: { rows: null },
};
