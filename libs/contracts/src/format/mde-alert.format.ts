import { type AlertShape, readDefenderAlert } from './defender-alert.js';
import type { EventFormat, JsonObject } from './format.js';
import { readDevice, readEvidence, readUser } from './graph-evidence.js';
import * as read from './read.js';
import type { SubjectList } from './subject-list.js';

const SHAPE: AlertShape = {
  format: 'mde-alert',
  expected: 'a Defender for Endpoint alert',
  urn: 'urn:microsoft:defender:endpoint',
  ids: ['id', 'alertId'],
  titles: ['title', 'alertTitle'],
  created: ['alertCreationTime', 'creationTime'],
  firstActivity: ['firstEventTime', 'firstActivity'],
  lastActivity: ['lastEventTime', 'lastActivity'],
  updated: ['lastUpdateTime', 'lastUpdatedTime'],
  techniques: ['mitreTechniques'],
  claimedTenant: ['aadTenantId', 'tenantId'],
  links: ['alertWebUrl', 'linkToMtp', 'alertLink'],
  defaultService: 'microsoftDefenderForEndpoint',
  readSubjects,
};

/**
 * Defender for Endpoint's alert (domain 3.3), and its shape of 2019, which has no evidence but
 * `alertUser`, `alertFiles`, `alertDomains` and `alertIps`.
 */
export const mdeAlert: EventFormat = {
  name: SHAPE.format,
  title: 'Microsoft Defender for Endpoint alert',
  kinds: ['security'],
  cloudEventTypes: [
    'microsoft.defender.endpoint.alert*',
    'com.microsoft.defender.endpoint.alert*',
    'microsoft.windowsdefenderatp.alert*',
    'io.demarc.mde-alert*',
  ],
  parse: (json, context) => readDefenderAlert(json, context, SHAPE),
};

/** One device per alert, at the top; everything else is about users and, in later shapes, evidence and devices. */
function readSubjects(alert: JsonObject, into: SubjectList): void {
  readDevice(alert, 'affected', 'machineId', into);
  readEvidence(read.list(alert, 'evidence'), into);
  read.list(alert, 'devices').forEach((device, index) => {
    if (read.isObject(device)) readDevice(device, 'affected', `devices[${index}]`, into);
  });
  for (const name of ['relatedUser', 'alertUser']) {
    const user = read.object(alert, name);
    if (user) readUser(user, 'affected', name, into);
  }
}
