import { randomUUID } from 'node:crypto';

interface Alert {
  readonly id: string;
  readonly [field: string]: unknown;
}

interface Named {
  readonly entraId?: string | null;
  readonly defenderId?: string | null;
  readonly name?: string | null;
}

/** A Graph alert on one device, as Defender would send it. */
export function defenderAlert(device: Named, given: Record<string, unknown> = {}): Alert {
  const at = (given['at'] as string | undefined) ?? '2022-03-01T10:00:00.1234567Z';
  const { at: _at, ...fields } = given;
  return {
    '@odata.type': '#microsoft.graph.security.alert',
    id: `da${randomUUID()}`,
    incidentId: randomUUID(),
    status: 'new',
    severity: 'medium',
    serviceSource: 'microsoftDefenderForEndpoint',
    category: 'Execution',
    title: 'Suspicious PowerShell command line',
    createdDateTime: at,
    lastUpdateDateTime: at,
    firstActivityDateTime: at,
    lastActivityDateTime: at,
    evidence: [deviceEvidence(device)],
    ...fields,
  };
}

/** An incident report in Demarc's own format. */
export function report(given: Record<string, unknown>): Record<string, unknown> {
  return {
    title: 'Something is broken',
    source: 'monitoring',
    dedupKey: randomUUID(),
    severity: 'medium',
    startedAt: '2022-03-01T10:00:00Z',
    ...given,
  };
}

/** The evidence of one more device, for an alert over several. */
export function deviceEvidence(device: Named, roles: readonly string[] = ['compromised']): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.security.deviceEvidence',
    azureAdDeviceId: device.entraId ?? null,
    mdeDeviceId: device.defenderId ?? null,
    deviceDnsName: device.name ?? null,
    roles,
  };
}
