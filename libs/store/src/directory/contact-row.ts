import {
  AREAS,
  type Area,
  CONTACT_AREAS,
  CONTACT_ROLES,
  type ContactRole,
  type ContactSlot,
  type Hours,
  MICROSOFT_TEAMS,
  PROVIDER,
  REACHES,
  type Reach,
} from '@demarc/domain';
import { readHours } from './contact-hours.js';
import type { ImportTable, RowError, TableRow } from './import-table.js';

export const CONTACT_COLUMNS = [
  'area',
  'kind',
  'name',
  'email',
  'webhook_url',
  'webhook_secret',
  'language',
  'phone',
  'role',
  'expert_areas',
  'time_zone',
  'week',
  'holidays',
  'reach',
  'teams_url',
  'slack_url',
] as const;
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];

/** One row of contacts.csv, read: a person or a group of one area. */
export interface ContactRow {
  readonly line: number;
  readonly area: ContactSlot;
  readonly kind: 'person' | 'group';
  readonly name: string;
  readonly email: string | null;
  readonly webhookUrl: string | null;
  readonly webhookSecret: string | null;
  readonly language: string;
  readonly phone: string | null;
  readonly role: ContactRole;
  readonly expertAreas: readonly Area[];
  readonly hours: Hours;
  readonly reach: Reach;
  readonly teamsUrl: string | null;
  readonly slackUrl: string | null;
}

const DEFAULT_LANGUAGE = 'en';
const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i;
/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
const SECRET = /^whsec_([A-Za-z\d+/]{32,88}={0,2})$/;

/** The areas a tenant keeps contacts for; the provider's tenant has its teams instead. */
export function areasOf(tenant: string): readonly ContactSlot[] {
  return tenant === PROVIDER ? MICROSOFT_TEAMS : CONTACT_AREAS;
}

/** Turns a table into contacts. Pure; every mistake of the whole file at once. `objectionTo` judges where receivers are. */
export function readContacts(
  table: ImportTable<ContactColumn>,
  tenant: string,
  objectionTo: (url: string) => string | null,
): { readonly contacts: readonly ContactRow[]; readonly errors: readonly RowError[] } {
  const errors = [...table.errors];
  const contacts = table.rows.map((row) => readContactRow(row, areasOf(tenant), objectionTo, errors));
  const first = new Map<string, ContactRow>();
  for (const contact of contacts) {
    const key = contactKey(contact);
    const before = first.get(key);
    if (!before) first.set(key, contact);
    else
      errors.push({
        line: contact.line,
        field: 'name',
        detail: `${contact.area} has "${contact.name}" in line ${before.line} already`,
      });
  }
  return { contacts, errors: errors.toSorted((a, b) => a.line - b.line) };
}

export function contactKey({ area, name }: Pick<ContactRow, 'area' | 'name'>): string {
  return `${area}\n${name.toLowerCase()}`;
}

function readContactRow(
  { line, cells }: TableRow<ContactColumn>,
  areas: readonly ContactSlot[],
  objectionTo: (url: string) => string | null,
  errors: RowError[],
): ContactRow {
  const must = (field: ContactColumn, holds: boolean, detail: string) => {
    if (!holds) errors.push({ line, field, detail });
  };
  const kind = cells.kind.toLowerCase() || 'person';
  const area = cells.area.toLowerCase();
  const language = cells.language || DEFAULT_LANGUAGE;
  must(
    'area',
    areas.some((candidate) => candidate === area),
    `"${cells.area}" is no area; they are ${areas.join(', ')}`,
  );
  must('kind', kind === 'person' || kind === 'group', `"${cells.kind}" is neither person nor group`);
  must('name', cells.name !== '', 'a contact needs a name');
  must('email', cells.email === '' || EMAIL.test(cells.email), `"${cells.email}" is no mail address`);
  for (const field of ['webhook_url', 'teams_url', 'slack_url'] as const) {
    if (cells[field] === '') continue;
    const objection = isWebAddress(cells[field])
      ? objectionTo(cells[field])
      : 'what stands there is no http or https address without credentials';
    must(field, objection === null, objection ?? '');
  }
  must(
    'webhook_secret',
    cells.webhook_secret === '' || SECRET.test(cells.webhook_secret),
    'expected whsec_ and 24 to 64 bytes in base64; leave it empty to have one made',
  );
  must('webhook_secret', cells.webhook_secret === '' || cells.webhook_url !== '', 'a secret without webhook_url');
  must('language', LANGUAGE.test(language), `"${cells.language}" is no language such as en or de-AT`);
  const role = cells.role.toLowerCase() || 'preferred';
  const expertAreas = listIn(cells.expert_areas.toLowerCase());
  const reach = cells.reach.toLowerCase() || 'every';
  const hours = readHours(cells.time_zone, cells.week, listIn(cells.holidays));
  must('role', isOneOf(CONTACT_ROLES, role), `"${cells.role}" is none of ${CONTACT_ROLES.join(', ')}`);
  must('reach', isOneOf(REACHES, reach), `"${cells.reach}" is none of ${REACHES.join(', ')}`);
  for (const unknown of expertAreas.filter((one) => !isOneOf(AREAS, one)))
    must('expert_areas', false, `"${unknown}" is no area; they are ${AREAS.join(', ')}`);
  must('expert_areas', role !== 'expert' || expertAreas.length > 0, 'an expert needs the areas it knows');
  must('expert_areas', role === 'expert' || expertAreas.length === 0, 'only an expert has areas it knows');
  if ('mistakes' in hours) for (const mistake of hours.mistakes) must('week', false, mistake);
  must('time_zone', cells.time_zone === '' || cells.week !== '', 'a time zone without a week says nothing');
  return {
    line,
    area: area as ContactSlot,
    kind: kind === 'group' ? 'group' : 'person',
    name: cells.name,
    email: cells.email || null,
    webhookUrl: cells.webhook_url || null,
    webhookSecret: cells.webhook_secret || null,
    language,
    phone: cells.phone || null,
    role: role as ContactRole,
    expertAreas: expertAreas as Area[],
    hours: 'hours' in hours ? hours.hours : '24x7',
    reach: reach as Reach,
    teamsUrl: cells.teams_url || null,
    slackUrl: cells.slack_url || null,
  };
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

function listIn(cell: string): readonly string[] {
  return cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isOneOf(known: readonly string[], value: string): boolean {
  return known.includes(value);
}
