import { type Instant, type SourceEvent, later } from '@demarc/domain';
import { alertArea } from './area-of-alert.js';
import { type FormatContext, type Json, type JsonObject, type Parsed, Unreadable } from './format.js';
import { handledByOf } from './handled-by.js';
import * as read from './read.js';
import { severityOf } from './severity.js';
import { SubjectList } from './subject-list.js';
import { cleanId, TEXT_LIMITS } from './text.js';
import { readTimes } from './times.js';
import { webLink } from './web-link.js';

/** Where a kind of Defender alert keeps what. The two kinds differ in names, not in meaning. */
export interface AlertShape {
  readonly format: string;
  readonly expected: string;
  /** Becomes the event's source, followed by the tenant: alert ids are only unique within one. */
  readonly urn: string;
  readonly ids: readonly string[];
  readonly titles: readonly string[];
  readonly created: readonly string[];
  readonly firstActivity: readonly string[];
  readonly lastActivity: readonly string[];
  readonly updated: readonly string[];
  readonly techniques: readonly string[];
  readonly claimedTenant: readonly string[];
  readonly links: readonly string[];
  /** The service an alert of this kind comes from when it does not say. */
  readonly defaultService: string | null;
  readSubjects(alert: JsonObject, into: SubjectList): void;
}

/** One Defender alert to one event. Throws {@link Unreadable} `not-in-format` when it has no id or no title. */
export function readDefenderAlert(json: Json, context: FormatContext, shape: AlertShape): Parsed {
  const alert = read.requireObject(json, shape.expected);
  const remarks: string[] = [];
  const identity = readIdentity(alert, context, shape, remarks);
  const list = new SubjectList();
  shape.readSubjects(alert, list);
  const subjects = list.subjects();
  const severityText = read.text(alert, 'severity', TEXT_LIMITS.category);
  const area = alertArea(alert, subjects, shape, context);
  const status = lower(alert, 'status') === 'resolved' ? 'resolved' : 'firing';
  const handled = handledByOf(alert, status);
  const times = readTimes(alert, shape, context, remarks);
  const updated: Instant | null = read.instant(alert, shape.updated) ?? read.instant(alert, shape.created);
  remarks.push(...list.remarks());
  const event: SourceEvent = {
    tenant: context.tenant,
    source: identity.source,
    id: identity.id,
    version: updated ?? '',
    format: shape.format,
    kind: context.kind,
    area: area.area,
    areaFrom: area.from,
    severity: severityOf(severityText),
    severityText,
    status,
    title: titleOf(alert, shape, remarks),
    description: read.text(alert, 'description', TEXT_LIMITS.description),
    category: read.text(alert, 'category', TEXT_LIMITS.category),
    techniques: read.texts(alert, shape.techniques, TEXT_LIMITS.technique),
    handledBy: handled.handledBy,
    handledByFrom: handled.from,
    serviceImpact: null,
    firstActivityAt: times.first,
    lastActivityAt: later(times.first, times.last),
    correlationKey: correlationKey(alert, identity.id),
    subjects,
    link: webLink(alert, shape.links),
    remarks,
  };
  const claimed = read.text(alert, shape.claimedTenant, TEXT_LIMITS.name);
  return { events: [event], claimedTenantIds: claimed === null ? [] : [claimed], claimedTenants: [] };
}

/** The alert's own id, so that the same alert in a new envelope is still the same alert; the envelope's when it has none. */
function readIdentity(alert: JsonObject, context: FormatContext, shape: AlertShape, remarks: string[]) {
  const id = read.id(alert, shape.ids);
  if (id !== null) return { id, source: `${shape.urn}:${context.tenant}` };
  const [field = 'id'] = shape.ids;
  if (context.envelope && read.field(alert, field) === undefined) {
    remarks.push("the alert has no id of its own: the envelope's is used");
    return { id: context.envelope.id, source: context.envelope.source };
  }
  throw new Unreadable('not-in-format', field, `expected ${shape.expected} with an id, found ${found(alert, field)}`);
}

function titleOf(alert: JsonObject, shape: AlertShape, remarks: string[]): string {
  const title = read.text(alert, shape.titles, TEXT_LIMITS.title);
  if (title !== null) return title;
  const standIn = read.text(alert, ['threatDisplayName', 'threatName', 'category'], TEXT_LIMITS.title);
  const [field = 'title'] = shape.titles;
  if (standIn === null) {
    throw new Unreadable(
      'not-in-format',
      field,
      `expected ${shape.expected} with a title, found ${found(alert, field)}`,
    );
  }
  remarks.push('the alert has no title: its threat or category stands in');
  return standIn;
}

function found(alert: JsonObject, field: string): string {
  const value = read.field(alert, field);
  if (value !== undefined && typeof value !== 'number') return read.describe(value);
  if (typeof value === 'number') return `the number ${value}, which is not exact enough to be an id`;
  const fields = Object.keys(alert).slice(0, 8).join(', ');
  return fields === '' ? 'an empty object' : `an object with ${fields}`;
}

/** Alerts that Defender joined belong together; incident 0 is Defender's "none". */
function correlationKey(alert: JsonObject, alertId: string): string {
  const incidentId = read.id(alert, 'incidentId');
  const joined = incidentId !== null && incidentId !== '0';
  return cleanId(joined ? `defender-incident:${incidentId}` : `defender-alert:${alertId}`);
}

function lower(alert: JsonObject, name: string): string | null {
  return read.text(alert, name, TEXT_LIMITS.name)?.toLowerCase() ?? null;
}
