import { type SourceEvent, later } from '@demarc/domain';
import { readLabelSubjects } from './alertmanager-labels.js';
import { type AreaClues, findArea, statedArea } from './area.js';
import { areaField, areaLabel } from './area-field.js';
import { type EventFormat, type FormatContext, type JsonObject, Unreadable } from './format.js';
import * as read from './read.js';
import { severityOf } from './severity.js';
import { SubjectList } from './subject-list.js';
import { cleanId, cleanText, hashOf, SOURCE_LIMIT, TEXT_LIMITS } from './text.js';
import { readTimes } from './times.js';
import { webLink } from './web-link.js';

const VERSION = '4';
const EXPECTED = 'an Alertmanager webhook message of version 4';
const TIMES = { firstActivity: ['startsAt'], created: [], lastActivity: ['updatedAt'] } as const;
const TITLE = areaField('alertmanager', 'title');
const SOURCE = areaField('alertmanager', 'source');
/** Labels that tell what an alert is about, the most telling first. */
const AREA_LABELS = [
  ['resource_type', areaLabel('alertmanager', 'resource_type', 'resourceType')],
  ['alertname', areaLabel('alertmanager', 'alertname')],
  ['component', areaLabel('alertmanager', 'component')],
  ['category', areaLabel('alertmanager', 'category', 'category')],
  ['service', areaLabel('alertmanager', 'service', 'service')],
  ['job', areaLabel('alertmanager', 'job')],
] as const;

/**
 * Prometheus Alertmanager's webhook (its template/template.go; domain 3.5). One message is a group, each alert in it
 * one event: they may be of different devices, and resolve one by one.
 */
export const alertmanager: EventFormat = {
  name: 'alertmanager',
  title: 'Prometheus Alertmanager webhook, version 4',
  kinds: ['operational', 'security', 'change'],
  cloudEventTypes: ['io.prometheus.alertmanager*', 'com.prometheus.alertmanager*', 'io.demarc.alertmanager*'],
  parse(json, context) {
    const group = read.requireObject(json, EXPECTED);
    const remarks = groupRemarks(group);
    const alerts = read.list(group, 'alerts');
    if (alerts.length === 0) {
      const found = read.describe(read.field(group, 'alerts'));
      throw new Unreadable('not-in-format', 'alerts', `expected ${EXPECTED} with alerts, found ${found}`);
    }
    const events = alerts.map((alert, index) => {
      const at = `alerts[${index}]`;
      return readAlert(read.requireObject(alert, 'an alert', at), at, group, context, remarks);
    });
    return { events, claimedTenantIds: [], claimedTenants: [] };
  },
};

function groupRemarks(group: JsonObject): readonly string[] {
  const version = read.text(group, 'version', TEXT_LIMITS.category);
  if (version !== null && version !== VERSION) {
    throw new Unreadable(
      'not-in-format',
      'version',
      `expected version "${VERSION}", found "${version}": upgrade Alertmanager`,
    );
  }
  const remarks = version === null ? [`the message has no version: read as version ${VERSION}`] : [];
  const truncated = read.field(group, 'truncatedAlerts');
  if (typeof truncated === 'number' && truncated > 0) {
    remarks.push(`Alertmanager left out ${truncated} alerts of this group (max_alerts)`);
  }
  return remarks;
}

function readAlert(
  alert: JsonObject,
  at: string,
  group: JsonObject,
  context: FormatContext,
  shared: readonly string[],
): SourceEvent {
  const labels = read.object(alert, 'labels') ?? {};
  const annotations = read.object(alert, 'annotations') ?? {};
  const remarks = [...shared];
  const name = read.text(labels, 'alertname', TEXT_LIMITS.title);
  const title = read.text(annotations, ['summary', 'title'], TEXT_LIMITS.title) ?? name ?? labelText(labels);
  if (title === null)
    throw new Unreadable('not-in-format', `${at}.labels`, 'expected an alert with labels, found none');
  const source = cleanId(read.id(group, 'externalURL') ?? 'alertmanager', SOURCE_LIMIT);
  const fingerprint = read.id(alert, 'fingerprint') ?? `labels-${hashOf(JSON.stringify(sorted(labels)))}`;
  const status = read.text(alert, 'status', TEXT_LIMITS.category)?.toLowerCase() === 'resolved' ? 'resolved' : 'firing';
  const times = readTimes(alert, TIMES, context, remarks);
  const endedAt = status === 'resolved' ? (read.instant(alert, 'endsAt') ?? context.receivedAt) : null;
  const severityText = read.text(labels, ['severity', 'level', 'priority'], TEXT_LIMITS.category);
  const area = statedArea(null, labels, remarks) ?? findArea(areaClues(group, labels, title), context);
  const list = new SubjectList();
  readLabelSubjects(labels, `${at}.labels`, list);
  return {
    tenant: context.tenant,
    source,
    // A new firing of the same labels starts at another time, and is another event.
    id: cleanId(`${fingerprint}/${times.first}`),
    version: endedAt === null ? '0' : `1/${endedAt}`,
    format: alertmanager.name,
    kind: context.kind,
    area: area.area,
    areaFrom: area.from,
    severity: severityOf(severityText),
    severityText,
    status,
    title,
    description: read.text(annotations, ['description', 'message'], TEXT_LIMITS.description),
    category: read.text(labels, 'category', TEXT_LIMITS.category),
    techniques: [],
    handledBy: 'nobody',
    handledByFrom: 'the labels of Alertmanager say nothing of it',
    serviceImpact: read.flag(labels, ['service_impact', 'serviceImpact']),
    firstActivityAt: times.first,
    lastActivityAt: later(times.first, endedAt ?? times.last),
    correlationKey: cleanId(`alertmanager:${source}:${fingerprint}`),
    subjects: list.subjects(),
    link: webLink(alert, ['generatorURL']) ?? webLink(group, ['externalURL']),
    remarks,
  };
}

function areaClues(group: JsonObject, labels: JsonObject, title: string): AreaClues {
  const texts = AREA_LABELS.map(([label, field]) => [field, read.text(labels, label, TEXT_LIMITS.name)] as const);
  return { texts: [...texts, [TITLE, title], [SOURCE, read.id(group, 'externalURL')]], labels };
}

function labelText(labels: JsonObject): string | null {
  const pairs = sorted(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? null : cleanText(`{${pairs.join(', ')}}`, TEXT_LIMITS.title);
}

function sorted(labels: JsonObject) {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}
