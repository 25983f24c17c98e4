import type { DemoTenant } from '../demo-tenants.js';
import { machineId } from '../identifiers.js';

export interface FiredAlert {
  readonly host: string;
  readonly summary: string;
  readonly startsAt: string;
  /** Null while it fires. */
  readonly endsAt: string | null;
}

export interface AlertGroup {
  readonly alertname: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly area: string;
  readonly alerts: readonly FiredAlert[];
}

/** What Prometheus Alertmanager puts for "not ended yet". */
const NOT_ENDED = '0001-01-01T00:00:00Z';

/** A message of Alertmanager's webhook, version 4: one group, each alert in it on its own device. */
export function alertmanagerBody(tenant: DemoTenant, { alertname, severity, area, alerts }: AlertGroup): object {
  const externalURL = `https://alertmanager.${tenant.domain}`;
  const firing = alerts.some(({ endsAt }) => endsAt === null);
  return {
    version: '4',
    groupKey: `{}:{alertname="${alertname}"}`,
    truncatedAlerts: 0,
    status: firing ? 'firing' : 'resolved',
    receiver: 'demarc',
    groupLabels: { alertname },
    commonLabels: { alertname, severity, area },
    commonAnnotations: {},
    externalURL,
    alerts: alerts.map(({ host, summary, startsAt, endsAt }) => ({
      status: endsAt === null ? 'firing' : 'resolved',
      labels: { alertname, severity, area, instance: `${host}.${tenant.domain}:9182`, job: 'windows' },
      annotations: { summary },
      startsAt,
      endsAt: endsAt ?? NOT_ENDED,
      generatorURL: `https://prometheus.${tenant.domain}/graph?g0.expr=${alertname}`,
      fingerprint: machineId(`${tenant.name} ${alertname} ${host}`).slice(0, 16),
    })),
  };
}
