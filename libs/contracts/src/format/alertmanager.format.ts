import { type SourceEvent, later } from '@demarc/domain';
import { readLabelSubjects } from './alertmanager-labels.js';
import { areaNamed, areaOfWords, type FoundArea } from './area.js';
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
  const area = areaOf(labels, title, remarks);
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
    serviceImpact: read.flag(labels, ['service_impact', 'serviceImpact']),
    firstActivityAt: times.first,
    lastActivityAt: later(times.first, endedAt ?? times.last),
    correlationKey: cleanId(`alertmanager:${source}:${fingerprint}`),
    subjects: list.subjects(),
    link: webLink(alert, ['generatorURL']) ?? webLink(group, ['externalURL']),
    remarks,
  };
}

/** The publisher's own label wins; else the words of the alert's name and of what it is about. */
function areaOf(labels: JsonObject, title: string, remarks: string[]): FoundArea {
  for (const name of ['demarc_area', 'area']) {
    const word = read.text(labels, name, TEXT_LIMITS.category);
    if (word === null) continue;
    const area = areaNamed(word);
    if (area) return { area, from: `label ${name}` };
    remarks.push(`label ${name}: "${cleanText(word, 60)}" is no area`);
  }
  const named = ['alertname', 'component', 'category', 'service', 'job'];
  return areaOfWords([
    ...named.map((name) => [`label ${name}`, read.text(labels, name, TEXT_LIMITS.name)] as const),
    ['summary', title],
  ]);
}

function labelText(labels: JsonObject): string | null {
  const pairs = sorted(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? null : cleanText(`{${pairs.join(', ')}}`, TEXT_LIMITS.title);
}

function sorted(labels: JsonObject) {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}
