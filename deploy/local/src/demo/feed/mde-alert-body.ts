import { currentName, type DemoDevice } from '../demo-fleet.js';
import type { DemoTenant } from '../demo-tenants.js';
import { alertId } from '../identifiers.js';
import type { AlertText } from './graph-alert-body.js';

/** A Defender for Endpoint alert: one device, at the top, in the older interface's names. */
export function mdeAlertBody(
  tenant: DemoTenant,
  device: DemoDevice,
  text: Omit<AlertText, 'service' | 'evidence'> & {
    readonly threat: string;
    readonly user: string;
    readonly file: string;
  },
): object {
  const name = currentName(device);
  return {
    id: alertId(`${tenant.name} ${text.key}`),
    incidentId: text.incident,
    severity: text.severity.charAt(0).toUpperCase() + text.severity.slice(1),
    status: 'New',
    classification: null,
    determination: null,
    investigationState: 'UnsupportedAlertType',
    detectionSource: text.detection,
    category: text.category,
    threatFamilyName: text.threat,
    threatName: text.threat,
    title: text.title,
    description: text.description,
    alertCreationTime: text.firstActivity,
    firstEventTime: text.firstActivity,
    lastEventTime: text.lastActivity,
    lastUpdateTime: text.updated,
    resolvedTime: null,
    machineId: device.defenderId,
    computerDnsName: name === null ? null : `${name.toLowerCase()}.${tenant.domain}`,
    aadTenantId: tenant.entraTenantId,
    mitreTechniques: text.techniques ?? [],
    relatedUser: { userName: text.user, domainName: tenant.name.toUpperCase() },
    comments: [],
    evidence: [
      {
        entityType: 'File',
        fileName: text.file,
        filePath: `C:\\Users\\${text.user}\\Downloads`,
        detectionStatus: 'Detected',
      },
    ],
  };
}
