import { currentName } from '../demo-fleet.js';
import { FABRIKAM } from '../demo-tenants.js';
import { alertmanagerBody } from './alertmanager-body.js';
import type { FeedContext, FeedItem } from './feed-item.js';

/** Fabrikam's operational trouble. */
export function fabrikamOperations({ clock, fleets }: FeedContext): readonly FeedItem[] {
  const { enrolled, testRing, neverEnrolled } = fleets.fabrikam;
  const fileServer = currentName(neverEnrolled[4]!) ?? '';
  const report = (atS: number, body: Readonly<Record<string, unknown>>): FeedItem => ({
    atS,
    tenant: 'fabrikam',
    kind: 'operational',
    format: 'incident',
    body: { source: 'fabrikam-help-desk', status: 'firing', ...body },
  });
  const disk = (atS: number, ended: boolean): FeedItem => ({
    atS,
    tenant: 'fabrikam',
    kind: 'operational',
    format: 'alertmanager',
    body: alertmanagerBody(FABRIKAM, {
      alertname: 'DiskAlmostFull',
      severity: 'warning',
      area: 'device-health',
      alerts: [
        {
          host: fileServer.toLowerCase(),
          summary: `Less than 5 % free on D: of ${fileServer}`,
          startsAt: clock.minutesAgo(44),
          endsAt: ended ? clock.secondsIn(atS - 3) : null,
        },
      ],
    }),
  });
  return [
    report(0, {
      id: 'HD-2091',
      title: 'Warehouse Scanner 4.2 crashes at start',
      description: 'Since this morning on all hand-held stations of the Denver warehouse.',
      area: 'line-of-business-app',
      severity: 'high',
      devices: [{ entraId: enrolled[1]!.entraId }],
      services: ['warehouse-scanner'],
      startedAt: clock.minutesAgo(58),
    }),
    report(0, {
      id: 'HD-2094',
      title: 'Display in conference room Everest stays black',
      area: 'conference-room',
      severity: 'low',
      services: ['room-everest'],
      startedAt: clock.minutesAgo(20),
    }),
    disk(0, false),
    report(0, {
      id: 'HD-2095',
      title: 'Feature update fails on a Test-ring device',
      description: 'Error 0xC1900208: an incompatible driver.',
      area: 'windows-update',
      severity: 'medium',
      devices: [{ name: currentName(testRing[1]!), defenderId: testRing[1]!.defenderId }],
      startedAt: clock.minutesAgo(130),
    }),
    report(12, {
      id: 'HD-2098',
      title: 'Proxy refuses the addresses of Windows Update',
      description: 'After a change of the filter list; all sites.',
      area: 'proxy',
      severity: 'high',
      services: ['proxy-den'],
      startedAt: clock.minutesAgo(7),
    }),
    report(22, {
      id: 'HD-2099',
      title: 'Blue screen at start: 0x7E after a driver update',
      area: 'device-health',
      severity: 'medium',
      devices: [{ serial: enrolled[12]!.serial, entraId: enrolled[12]!.entraId }],
      startedAt: clock.minutesAgo(9),
    }),
    disk(34, true),
    report(45, {
      id: 'HD-2102',
      title: 'Battery of a laptop is swollen',
      description: 'The user was asked to switch it off and not to charge it.',
      area: 'hardware',
      severity: 'high',
      devices: [{ name: currentName(enrolled[15]!), entraId: enrolled[15]!.entraId }],
      startedAt: clock.minutesAgo(3),
    }),
  ];
}
