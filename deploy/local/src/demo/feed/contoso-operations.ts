import { currentName } from '../demo-fleet.js';
import { CONTOSO } from '../demo-tenants.js';
import { alertmanagerBody } from './alertmanager-body.js';
import type { FeedContext, FeedItem } from './feed-item.js';

/** Contoso's operational trouble and one planned change. */
export function contosoOperations({ clock, fleets }: FeedContext): readonly FeedItem[] {
  const { enrolled } = fleets.contoso;
  const nameOf = (index: number): string => currentName(enrolled[index]!) ?? '';
  const report = (
    atS: number,
    body: Readonly<Record<string, unknown>>,
    kind: FeedItem['kind'] = 'operational',
  ): FeedItem => ({
    atS,
    tenant: 'contoso',
    kind,
    format: 'incident',
    body: { source: 'contoso-service-desk', status: 'firing', ...body },
  });
  const vpn = {
    id: 'SD-4471',
    source: 'contoso-network-monitor',
    title: 'VPN gateway Amsterdam does not answer',
    description: 'No tunnel could be set up since the failover test. About 300 people work from home today.',
    area: 'vpn',
    severity: 'critical',
    serviceImpact: true,
    services: ['vpn-ams-01'],
    startedAt: clock.minutesAgo(15),
    link: `https://status.${CONTOSO.domain}/vpn-ams-01`,
  };
  const updates = (alerts: readonly { index: number; minutes: number; ended: boolean }[], atS: number): FeedItem => ({
    atS,
    tenant: 'contoso',
    kind: 'operational',
    format: 'alertmanager',
    body: alertmanagerBody(CONTOSO, {
      alertname: 'WindowsQualityUpdateFailing',
      severity: 'warning',
      area: 'windows-update',
      alerts: alerts.map(({ index, minutes, ended }) => ({
        host: nameOf(index).toLowerCase(),
        summary: `Quality update KB5046617 failed three times on ${nameOf(index)}`,
        startsAt: clock.minutesAgo(minutes),
        endsAt: ended ? clock.secondsIn(atS - 2) : null,
      })),
    }),
  });
  return [
    report(0, vpn),
    report(0, {
      id: 'SD-4474',
      title: 'Print queue on the third floor is stuck',
      description: 'Jobs stay in the queue; restarting the spooler on the laptop did not help.',
      area: 'printing',
      severity: 'low',
      devices: [nameOf(9)],
      users: [`f.hendriks@${CONTOSO.domain}`],
      startedAt: clock.minutesAgo(52),
    }),
    report(0, {
      id: 'SD-4476',
      title: 'MsAdmin can no longer sign in since the new conditional access policy',
      description: 'The policy "Require compliant device" does not exclude the accounts of the service.',
      area: 'mmd-service-account',
      severity: 'high',
      users: [`MsAdmin@${CONTOSO.name}.onmicrosoft.com`],
      startedAt: clock.minutesAgo(11),
    }),
    updates(
      [
        { index: 5, minutes: 190, ended: false },
        { index: 11, minutes: 175, ended: false },
      ],
      0,
    ),
    report(
      0,
      {
        id: 'CHG-1180',
        title: 'Microsoft plans to tighten the BitLocker policy next Tuesday',
        description: 'Recovery keys will rotate after each use. Please review and approve.',
        area: 'device-policy',
        severity: 'low',
        startedAt: clock.minutesAgo(5),
      },
      'change',
    ),
    report(5, { ...vpn, title: 'VPN gateway Amsterdam still does not answer', updatedAt: clock.secondsIn(4) }),
    report(15, {
      id: 'SD-4480',
      title: 'Teams does not update on a managed laptop',
      description: 'Version 24 stays installed although the rollout of 25 is complete.',
      area: 'microsoft-app',
      severity: 'medium',
      devices: [nameOf(16)],
      startedAt: clock.minutesAgo(66),
    }),
    updates(
      [
        { index: 5, minutes: 190, ended: true },
        { index: 11, minutes: 175, ended: false },
      ],
      21,
    ),
    report(24, { ...vpn, severity: 'critical', updatedAt: clock.secondsIn(22) }),
    report(31, {
      id: 'SD-4483',
      title: 'BitLocker policy conflict after a profile change',
      description: 'The device reports a conflict between two configuration profiles.',
      area: 'device-policy',
      severity: 'medium',
      devices: [nameOf(18)],
      startedAt: clock.minutesAgo(18),
    }),
    report(43, {
      ...vpn,
      title: 'VPN gateway Amsterdam answers again',
      status: 'resolved',
      updatedAt: clock.secondsIn(42),
      endedAt: clock.secondsIn(41),
    }),
  ];
}
