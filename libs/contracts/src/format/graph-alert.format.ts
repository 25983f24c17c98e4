import { type AlertShape, readDefenderAlert } from './defender-alert.js';
import { type EventFormat, Unreadable } from './format.js';
import { readEvidence } from './graph-evidence.js';
import * as read from './read.js';
import { TEXT_LIMITS } from './text.js';

const SHAPE: AlertShape = {
  format: 'graph-alert',
  expected: 'a Graph security alert (alerts_v2)',
  urn: 'urn:microsoft:graph:security',
  ids: ['id'],
  titles: ['title'],
  created: ['createdDateTime'],
  firstActivity: ['firstActivityDateTime'],
  lastActivity: ['lastActivityDateTime'],
  updated: ['lastUpdateDateTime', 'lastUpdatedDateTime'],
  techniques: ['mitreTechniques'],
  claimedTenant: ['tenantId', 'aadTenantId'],
  links: ['alertWebUrl', 'incidentWebUrl'],
  defaultService: null,
  readSubjects: (alert, into) => readEvidence(read.list(alert, 'evidence'), into),
};
const ALERT_TYPE = /(?:^|[#.])alert$/i;

/** `microsoft.graph.security.alert`, as `GET /security/alerts_v2` returns it (domain 3.1). */
export const graphAlert: EventFormat = {
  name: SHAPE.format,
  title: 'Microsoft Graph security alert (alerts_v2)',
  kinds: ['security'],
  cloudEventTypes: ['microsoft.graph.security.alert*', 'com.microsoft.graph.security.alert*', 'io.demarc.graph-alert*'],
  parse(json, context) {
    const alert = read.requireObject(json, SHAPE.expected);
    const type = read.text(alert, ['@odata.type', 'at_sign_odata_type'], TEXT_LIMITS.name);
    if (type !== null && !ALERT_TYPE.test(type)) {
      throw new Unreadable('not-in-format', '@odata.type', `expected #microsoft.graph.security.alert, found ${type}`);
    }
    return readDefenderAlert(alert, context, SHAPE);
  },
};
