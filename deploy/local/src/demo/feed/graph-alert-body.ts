import { currentName, type DemoDevice } from '../demo-fleet.js';
import type { DemoTenant } from '../demo-tenants.js';
import { alertId, guid } from '../identifiers.js';

export interface AlertText {
  /** Names the alert within the feed; its id is made of it. */
  readonly key: string;
  /** Defender's own incident; alerts with the same number belong together. */
  readonly incident: number;
  readonly title: string;
  readonly description: string;
  readonly severity: 'informational' | 'low' | 'medium' | 'high';
  readonly category: string;
  readonly service: string;
  readonly detection: string;
  readonly techniques?: readonly string[];
  readonly status?: 'new' | 'inProgress' | 'resolved';
  /** How far Defender's own investigation came. */
  readonly investigation?: string;
  readonly firstActivity: string;
  readonly lastActivity: string;
  /** Orders the versions of one alert. */
  readonly updated: string;
  readonly evidence: readonly object[];
}

/** A Graph security alert (`alerts_v2`) as the service itself writes it. */
export function graphAlertBody(tenant: DemoTenant, text: AlertText): object {
  const id = alertId(`${tenant.name} ${text.key}`);
  return {
    '@odata.type': '#microsoft.graph.security.alert',
    id,
    providerAlertId: id,
    incidentId: String(text.incident),
    status: text.status ?? 'new',
    ...(text.investigation && { investigationState: text.investigation }),
    severity: text.severity,
    classification: 'unknown',
    determination: 'unknown',
    serviceSource: text.service,
    detectionSource: text.detection,
    tenantId: tenant.entraTenantId,
    title: text.title,
    description: text.description,
    category: text.category,
    assignedTo: null,
    alertWebUrl: `https://security.microsoft.com/alerts/${id}?tid=${tenant.entraTenantId}`,
    incidentWebUrl: `https://security.microsoft.com/incidents/${text.incident}?tid=${tenant.entraTenantId}`,
    mitreTechniques: text.techniques ?? [],
    createdDateTime: text.firstActivity,
    firstActivityDateTime: text.firstActivity,
    lastActivityDateTime: text.lastActivity,
    lastUpdateDateTime: text.updated,
    resolvedDateTime: text.status === 'resolved' ? text.updated : null,
    comments: [],
    evidence: text.evidence,
  };
}

export function deviceEvidence(device: DemoDevice, domain: string, roles: readonly string[] = ['attacked']): object {
  const name = currentName(device);
  return {
    '@odata.type': '#microsoft.graph.security.deviceEvidence',
    verdict: 'suspicious',
    remediationStatus: 'active',
    roles,
    tags: device.tags,
    mdeDeviceId: device.defenderId,
    azureAdDeviceId: device.entraId,
    deviceDnsName: name === null ? null : `${name.toLowerCase()}.${domain}`,
    osPlatform: device.os,
    onboardingStatus: 'onboarded',
    healthStatus: 'active',
    defenderAvStatus: 'updated',
  };
}

/** A device of which the alert knows nothing but the name, as Graph leaves it when it is not joined to Entra. */
export function nameEvidence(name: string, domain: string): object {
  return {
    '@odata.type': '#microsoft.graph.security.deviceEvidence',
    verdict: 'suspicious',
    remediationStatus: 'active',
    roles: ['attacked'],
    azureAdDeviceId: null,
    deviceDnsName: `${name.toLowerCase()}.${domain}`,
  };
}

/** A process that names its device by the Defender id alone, as Graph often does. */
export function processEvidence(device: DemoDevice, commandLine: string, account: string): object {
  return {
    '@odata.type': '#microsoft.graph.security.processEvidence',
    verdict: 'malicious',
    mdeDeviceId: device.defenderId,
    processCommandLine: commandLine,
    imageFile: { fileName: commandLine.split(' ')[0], filePath: 'C:\\Windows\\System32' },
    userAccount: { accountName: account, domainName: null, userPrincipalName: null },
  };
}

export function userEvidence(account: string, tenant: DemoTenant, roles: readonly string[] = ['compromised']): object {
  return {
    '@odata.type': '#microsoft.graph.security.userEvidence',
    verdict: 'suspicious',
    roles,
    userAccount: {
      accountName: account,
      domainName: tenant.domain,
      azureAdUserId: guid(`user ${tenant.name} ${account}`),
      userPrincipalName: `${account}@${tenant.domain}`,
    },
  };
}

export function mailboxEvidence(account: string, tenant: DemoTenant): object {
  return {
    '@odata.type': '#microsoft.graph.security.mailboxEvidence',
    verdict: 'suspicious',
    roles: [],
    primaryAddress: `${account}@${tenant.domain}`,
    displayName: account,
  };
}

export function addressEvidence(ipAddress: string, country: string): object {
  return {
    '@odata.type': '#microsoft.graph.security.ipEvidence',
    ipAddress,
    countryLetterCode: country,
    roles: ['source'],
  };
}
