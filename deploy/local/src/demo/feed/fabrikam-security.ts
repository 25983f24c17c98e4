import { CONTOSO, FABRIKAM } from '../demo-tenants.js';
import type { FeedContext, FeedItem } from './feed-item.js';
import {
  addressEvidence,
  type AlertText,
  deviceEvidence,
  graphAlertBody,
  mailboxEvidence,
  processEvidence,
  userEvidence,
} from './graph-alert-body.js';
import { mdeAlertBody } from './mde-alert-body.js';

const ENDPOINT = { service: 'microsoftDefenderForEndpoint', detection: 'microsoftDefenderForEndpoint' } as const;

/** Fabrikam's security alerts, and one of Contoso's that was sent to the wrong address. */
export function fabrikamSecurity({ clock, fleets }: FeedContext): readonly FeedItem[] {
  const { enrolled, removed, unnamed, neverEnrolled } = fleets.fabrikam;
  const graph = (atS: number, text: AlertText): FeedItem => ({
    atS,
    tenant: 'fabrikam',
    kind: 'security',
    format: 'graph-alert',
    body: graphAlertBody(FABRIKAM, text),
  });
  const times = (minutes: number, lateS = 0) => ({
    firstActivity: clock.minutesAgo(minutes),
    lastActivity: lateS > 0 ? clock.secondsIn(lateS - 5) : clock.minutesAgo(minutes / 2),
    updated: lateS > 0 ? clock.secondsIn(lateS - 2) : clock.minutesAgo(minutes / 3),
  });
  const cleanedUp: AlertText = {
    key: 'cleaned up',
    incident: 9_119,
    title: 'Suspicious file was remediated automatically',
    description: 'An automated investigation quarantined a program that had been started from an archive.',
    severity: 'medium',
    category: 'Malware',
    ...ENDPOINT,
    techniques: ['T1204.002'],
    status: 'resolved',
    investigation: 'successfullyRemediated',
    firstActivity: clock.minutesAgo(13),
    lastActivity: clock.minutesAgo(7),
    updated: clock.secondsIn(1),
    evidence: [deviceEvidence(enrolled[9]!, FABRIKAM.domain)],
  };
  return [
    graph(3, cleanedUp),
    graph(11, {
      ...cleanedUp,
      description: `${cleanedUp.description} It came back, and the alert was set to new again.`,
      status: 'new',
      lastActivity: clock.secondsIn(6),
      updated: clock.secondsIn(9),
    }),
    graph(0, {
      key: 'service',
      incident: 9_114,
      title: 'Suspicious service registration',
      description:
        'A service that starts a program from a temporary folder, on a laptop that left the service twelve days ago.',
      severity: 'medium',
      category: 'Persistence',
      ...ENDPOINT,
      techniques: ['T1543.003'],
      ...times(14),
      evidence: [deviceEvidence(removed[0]!, FABRIKAM.domain)],
    }),
    graph(0, {
      key: 'process only',
      incident: 9_117,
      title: 'Office application started a command shell',
      description: 'Excel started cmd.exe, which wrote a script to the startup folder.',
      severity: 'medium',
      category: 'Execution',
      ...ENDPOINT,
      techniques: ['T1204.002', 'T1059.003'],
      ...times(8),
      evidence: [processEvidence(enrolled[4]!, 'cmd.exe /c copy run.vbs "%APPDATA%"', 'd.romero')],
    }),
    graph(0, {
      key: 'download',
      incident: 9_118,
      title: 'Mass download by a single user',
      description: '2,340 files were downloaded from SharePoint within ten minutes.',
      severity: 'medium',
      category: 'Exfiltration',
      service: 'microsoftDefenderForCloudApps',
      detection: 'microsoftDefenderForCloudApps',
      techniques: ['T1530'],
      ...times(37),
      evidence: [userEvidence('k.okafor', FABRIKAM)],
    }),
    {
      // Contoso's alert on Fabrikam's door: refused, so that nobody at Fabrikam ever sees it.
      atS: 0,
      tenant: 'fabrikam',
      kind: 'security',
      format: 'graph-alert',
      misdirected: true,
      body: graphAlertBody(CONTOSO, {
        key: 'wrong door',
        incident: 28_404,
        title: 'Suspicious inbox forwarding rule',
        description: 'A rule forwards all mail to an address outside the organisation.',
        severity: 'medium',
        category: 'Collection',
        service: 'microsoftDefenderForOffice365',
        detection: 'microsoftDefenderForOffice365',
        ...times(12),
        evidence: [mailboxEvidence('r.vanleeuwen', CONTOSO)],
      }),
    },
    graph(10, {
      key: 'token',
      incident: 9_121,
      title: 'Anomalous token',
      description: 'A session token was used from an address far from the sign-in it belongs to.',
      severity: 'high',
      category: 'CredentialAccess',
      service: 'azureAdIdentityProtection',
      detection: 'azureAdIdentityProtection',
      techniques: ['T1528'],
      ...times(5, 10),
      evidence: [userEvidence('s.lindqvist', FABRIKAM), addressEvidence('203.0.113.190', 'SG')],
    }),
    graph(16, {
      key: 'unnamed',
      incident: 9_122,
      title: 'Antivirus was switched off',
      description:
        'Real-time protection was disabled on a device that has no name yet: it was enrolled three days ago.',
      severity: 'medium',
      category: 'DefenseEvasion',
      ...ENDPOINT,
      techniques: ['T1562.001'],
      ...times(6, 16),
      evidence: [deviceEvidence(unnamed[0]!, FABRIKAM.domain)],
    }),
    {
      atS: 25,
      tenant: 'fabrikam',
      kind: 'security',
      format: 'mde-alert',
      body: mdeAlertBody(FABRIKAM, neverEnrolled[6]!, {
        key: 'miner',
        incident: 9_125,
        title: "'CoinMiner' unwanted software was found",
        description: 'A coin miner on a developer workstation that is not in the service.',
        severity: 'low',
        category: 'UnwantedSoftware',
        detection: 'WindowsDefenderAv',
        ...times(31, 25),
        threat: 'PUA:Win32/CoinMiner',
        user: 'j.park',
        file: 'xmrig.zip',
      }),
    },
    graph(37, {
      key: 'usb',
      incident: 9_127,
      title: 'Files with customer data were copied to a USB drive',
      description: '118 files with the label "Confidential" were copied to removable storage.',
      severity: 'medium',
      category: 'Exfiltration',
      service: 'microsoftDataLossPrevention',
      detection: 'microsoftDataLossPrevention',
      ...times(4, 37),
      evidence: [userEvidence('t.nguyen', FABRIKAM)],
    }),
  ];
}
