import { type OtherSubject, type SourceEvent, type Subject, type SubjectRole, later } from '@demarc/domain';
import { type AreaClues, findArea, statedArea } from './area.js';
import { areaField } from './area-field.js';
import { type EventFormat, type FormatContext, type Json, type JsonObject, Unreadable } from './format.js';
import { incidentReport } from './incident-schema.js';
import * as read from './read.js';
import { severityOf } from './severity.js';
import { SubjectList } from './subject-list.js';
import { cleanId, hashOf, SOURCE_LIMIT, TEXT_LIMITS } from './text.js';
import { readTimes } from './times.js';
import { webLink } from './web-link.js';

const TIMES = { firstActivity: ['startedAt'], created: [], lastActivity: ['updatedAt', 'endedAt'] } as const;
const RESOURCE_TYPE = areaField('incident', 'resourceType');
const CATEGORY = areaField('incident', 'category');
const TITLE = areaField('incident', 'title');
const SERVICE = areaField('incident', 'service');
const SOURCE = areaField('incident', 'source');
/** More services than this say no more on what a report is about. */
const MOST_SERVICES = 5;
/** Graph writes its types as `#microsoft.graph.managedDevice`. */
const GRAPH_TYPE = /^#?microsoft\.graph\./i;

/** Demarc's own incident report; `incident-schema.ts` says what may stand in it. */
export const incident: EventFormat = {
  name: 'incident',
  title: 'Demarc incident report',
  kinds: ['operational', 'security', 'change'],
  cloudEventTypes: ['io.demarc.incident*', 'demarc.incident*'],
  parse(json, context) {
    const report = requireReport(json);
    const claimed = read.text(report, 'tenant', TEXT_LIMITS.name);
    return {
      events: [readReport(report, context)],
      claimedTenantIds: [],
      claimedTenants: claimed === null ? [] : [claimed],
    };
  },
};

function requireReport(json: Json): JsonObject {
  const report = read.requireObject(json, 'an incident report');
  const checked = incidentReport.safeParse(report);
  // The report itself is read on, not zod's copy of it: a copy would run into keys like __proto__.
  if (checked.success && read.text(report, 'title', TEXT_LIMITS.title) !== null) return report;
  const issue = checked.error?.issues[0];
  const field = pathText(issue?.path ?? ['title']);
  throw new Unreadable(
    'not-in-format',
    field,
    `an incident report: ${field}: ${issue?.message ?? 'expected some text'}`,
  );
}

function readReport(report: JsonObject, context: FormatContext): SourceEvent {
  const remarks: string[] = [];
  const source = cleanId(read.id(report, 'source') ?? context.envelope?.source ?? 'incident', SOURCE_LIMIT);
  const id = read.id(report, 'id') ?? context.envelope?.id ?? ownId(report, context, remarks);
  const status =
    read.text(report, 'status', TEXT_LIMITS.category)?.toLowerCase() === 'resolved' ? 'resolved' : 'firing';
  const times = readTimes(report, TIMES, context, remarks);
  const endedAt = status === 'resolved' ? (read.instant(report, 'endedAt') ?? context.receivedAt) : null;
  const severityText = read.text(report, 'severity', TEXT_LIMITS.category);
  const list = readSubjects(report);
  const labels = read.object(report, 'labels');
  const clues = areaClues(report, labels, source, list.subjects());
  const area = statedArea(report, labels, remarks) ?? findArea(clues, context);
  return {
    tenant: context.tenant,
    source,
    id,
    // Without updatedAt only the end of the incident is news; a bare '' sorts before every instant.
    version: read.instant(report, 'updatedAt') ?? endedAt ?? '',
    format: incident.name,
    kind: context.kind,
    area: area.area,
    areaFrom: area.from,
    severity: severityOf(severityText),
    severityText,
    status,
    title: read.text(report, 'title', TEXT_LIMITS.title) ?? '',
    description: read.text(report, 'description', TEXT_LIMITS.description),
    category: read.text(report, 'category', TEXT_LIMITS.category),
    techniques: [],
    handledBy: 'nobody',
    handledByFrom: 'incident reports say nothing of it',
    serviceImpact: read.flag(report, 'serviceImpact'),
    ...(read.flag(report, 'serviceRaised') === true && { serviceRaised: true }),
    firstActivityAt: times.first,
    lastActivityAt: later(times.first, endedAt ?? times.last),
    correlationKey: cleanId(`incident:${source}:${read.id(report, 'dedupKey') ?? id}`),
    subjects: list.subjects(),
    link: webLink(report, ['link']),
    remarks: [...remarks, ...list.remarks()],
  };
}

/**
 * For a report without any id. The time of receipt is in it, so that the same words next month are another incident,
 * while a redelivery of this message is the same event.
 */
function ownId(report: JsonObject, context: FormatContext, remarks: string[]): string {
  if (read.id(report, 'dedupKey') === null) {
    remarks.push('the report has neither id nor dedupKey: it cannot be updated or resolved later');
  }
  return `report-${hashOf(`${context.receivedAt} ${JSON.stringify(report)}`)}`;
}

/** The most telling first; a report's own words before the names of what it is about. */
function areaClues(
  report: JsonObject,
  labels: JsonObject | null,
  source: string,
  subjects: readonly Subject[],
): AreaClues {
  const resourceType = read.text(report, 'resourceType', TEXT_LIMITS.name)?.replace(GRAPH_TYPE, '') ?? null;
  const services = subjects.filter(({ type }) => type === 'service').slice(0, MOST_SERVICES);
  return {
    texts: [
      [RESOURCE_TYPE, resourceType],
      [CATEGORY, read.text(report, 'category', TEXT_LIMITS.category)],
      [TITLE, read.text(report, 'title', TEXT_LIMITS.title)],
      ...services.map(({ name }) => [SERVICE, name] as const),
      [SOURCE, source],
    ],
    labels,
  };
}

function readSubjects(report: JsonObject): SubjectList {
  const into = new SubjectList();
  read.list(report, 'devices').forEach((entry, index) => {
    const device = read.isObject(entry) ? entry : { name: entry };
    into.addDevice({
      entraId: read.id(device, 'entraId'),
      defenderId: read.id(device, 'defenderId'),
      name: read.text(device, 'name', TEXT_LIMITS.name),
      serial: read.id(device, 'serial'),
      os: read.text(device, 'os', TEXT_LIMITS.name),
      tags: read.texts(device, 'tags', TEXT_LIMITS.tag),
      role: roleOf(device),
      path: `devices[${index}]`,
    });
  });
  readOthers(report, 'users', 'user', into);
  readOthers(report, 'services', 'service', into);
  return into;
}

function readOthers(report: JsonObject, field: string, type: OtherSubject['type'], into: SubjectList): void {
  read.list(report, field).forEach((entry, index) => {
    const other = read.isObject(entry) ? entry : { name: entry };
    const name = read.text(other, 'name', TEXT_LIMITS.name);
    into.addOther(type, read.id(other, 'id'), name, roleOf(other), `${field}[${index}]`);
  });
}

function roleOf(entry: JsonObject): SubjectRole {
  return read.text(entry, 'role', TEXT_LIMITS.category)?.toLowerCase() === 'contextual' ? 'contextual' : 'affected';
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
