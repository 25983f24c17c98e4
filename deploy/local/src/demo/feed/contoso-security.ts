import { CONTOSO } from '../demo-tenants.js';
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

/** Contoso's security alerts: one attack that grows over the feed, and an ordinary day around it. */
export function contosoSecurity({ clock, fleets }: FeedContext): readonly FeedItem[] {
  const { enrolled, renamed, reEnrolled, neverEnrolled } = fleets.contoso;
  const [hit, scripted, beacon] = [enrolled[2]!, enrolled[7]!, enrolled[13]!];
  const [financeLaptop, , , database] = [neverEnrolled[0]!, neverEnrolled[1], neverEnrolled[2], neverEnrolled[3]!];
  const graph = (atS: number, text: AlertText): FeedItem => ({
    atS,
    tenant: 'contoso',
    kind: 'security',
    format: 'graph-alert',
    body: graphAlertBody(CONTOSO, text),
  });
  const times = (minutes: number) => ({
    firstActivity: clock.minutesAgo(minutes),
    lastActivity: clock.minutesAgo(minutes / 2),
    updated: clock.minutesAgo(minutes / 3),
  });
  const ransomware: AlertText = {
    key: 'ransomware',
    incident: 28_417,
    title: 'Ransomware behaviour detected in the file system',
    description:
      'A process renamed 214 files in 40 seconds and deleted their shadow copies. Files of the finance share are among them.',
    severity: 'high',
    category: 'Ransomware',
    ...ENDPOINT,
    techniques: ['T1486', 'T1490'],
    ...times(9),
    evidence: [
      deviceEvidence(hit, CONTOSO.domain),
      processEvidence(hit, 'vssadmin.exe delete shadows /all /quiet', 'e.bakker'),
      userEvidence('e.bakker', CONTOSO),
    ],
  };
  return [
    graph(0, ransomware),
    graph(0, {
      key: 'powershell',
      incident: 28_402,
      title: 'Suspicious PowerShell command line',
      description: 'PowerShell started with an encoded command that downloads and runs a script in memory.',
      severity: 'medium',
      category: 'Execution',
      ...ENDPOINT,
      techniques: ['T1059.001', 'T1027'],
      ...times(26),
      evidence: [
        deviceEvidence(scripted, CONTOSO.domain),
        processEvidence(scripted, 'powershell.exe -nop -w hidden -enc SQBFAFgAIAAoAE4A', 'm.visser'),
      ],
    }),
    graph(0, {
      key: 'lsass',
      incident: 28_409,
      title: 'Credential theft: memory of LSASS was read',
      description:
        'An unsigned program opened the memory of the local security authority on a device outside the service.',
      severity: 'high',
      category: 'CredentialAccess',
      ...ENDPOINT,
      techniques: ['T1003.001'],
      ...times(17),
      evidence: [deviceEvidence(financeLaptop, CONTOSO.domain), userEvidence('a.jansen', CONTOSO)],
    }),
    graph(0, {
      key: 'phishing',
      incident: 28_411,
      title: 'Email messages containing malicious URL removed after delivery',
      description: 'Seven messages with the subject "Invoice 20419 overdue" were removed from three mailboxes.',
      severity: 'low',
      category: 'InitialAccess',
      service: 'microsoftDefenderForOffice365',
      detection: 'microsoftDefenderForOffice365',
      techniques: ['T1566.002'],
      ...times(33),
      evidence: [mailboxEvidence('invoices', CONTOSO), mailboxEvidence('p.smit', CONTOSO)],
    }),
    graph(0, {
      key: 'sign-in',
      incident: 28_413,
      title: 'Unfamiliar sign-in properties',
      description: 'A sign-in from a country and a device that this user never used before.',
      severity: 'medium',
      category: 'InitialAccess',
      service: 'azureAdIdentityProtection',
      detection: 'azureAdIdentityProtection',
      techniques: ['T1078.004'],
      ...times(21),
      evidence: [userEvidence('l.mulder', CONTOSO), addressEvidence('203.0.113.47', 'BR')],
    }),
    {
      atS: 0,
      tenant: 'contoso',
      kind: 'security',
      format: 'mde-alert',
      body: mdeAlertBody(CONTOSO, reEnrolled[0]!, {
        key: 'malware',
        incident: 28_399,
        title: "'Wacatac' malware was prevented",
        description: 'The antivirus stopped a downloaded program before it ran.',
        severity: 'low',
        category: 'Malware',
        detection: 'WindowsDefenderAv',
        ...times(41),
        threat: 'Trojan:Win32/Wacatac.B!ml',
        user: 'h.dejong',
        file: 'invoice_20419.exe',
      }),
    },
    graph(7, {
      ...ransomware,
      key: 'ransom note',
      title: 'Ransom note dropped on a network share',
      description:
        'README_TO_RESTORE.txt appeared in 31 folders. Defender joined this alert to the ransomware incident.',
      firstActivity: clock.minutesAgo(4),
      lastActivity: clock.secondsIn(2),
      updated: clock.secondsIn(5),
      evidence: [deviceEvidence(hit, CONTOSO.domain), userEvidence('e.bakker', CONTOSO)],
    }),
    graph(13, {
      ...ransomware,
      description: `${ransomware.description} Defender now also names the account that was used.`,
      status: 'inProgress',
      lastActivity: clock.secondsIn(6),
      updated: clock.secondsIn(11),
      evidence: [...ransomware.evidence, userEvidence('svc-backup', CONTOSO)],
    }),
    graph(19, {
      key: 'beacon',
      incident: 28_421,
      title: 'Connection to a known command-and-control address',
      description: 'A process contacts 198.51.100.23 every 60 seconds; the address is known for Cobalt Strike.',
      severity: 'high',
      category: 'CommandAndControl',
      ...ENDPOINT,
      techniques: ['T1071.001'],
      firstActivity: clock.minutesAgo(3),
      lastActivity: clock.secondsIn(12),
      updated: clock.secondsIn(15),
      evidence: [deviceEvidence(beacon, CONTOSO.domain), addressEvidence('198.51.100.23', 'MD')],
    }),
    graph(28, {
      key: 'renamed device',
      incident: 28_423,
      title: 'Suspicious scheduled task',
      description: 'A task was registered that starts a script from a user folder at each logon.',
      severity: 'medium',
      category: 'Persistence',
      ...ENDPOINT,
      techniques: ['T1053.005'],
      firstActivity: clock.minutesAgo(11),
      lastActivity: clock.secondsIn(20),
      updated: clock.secondsIn(24),
      evidence: [deviceEvidence(renamed[0]!, CONTOSO.domain)],
    }),
    graph(40, {
      key: 'sql server',
      incident: 28_426,
      title: 'Possible lateral movement by remote service',
      description: 'A service was created from another machine and started a command shell.',
      severity: 'high',
      category: 'LateralMovement',
      ...ENDPOINT,
      techniques: ['T1021.002', 'T1569.002'],
      firstActivity: clock.minutesAgo(2),
      lastActivity: clock.secondsIn(30),
      updated: clock.secondsIn(36),
      evidence: [deviceEvidence(database, CONTOSO.domain), deviceEvidence(financeLaptop, CONTOSO.domain, ['source'])],
    }),
  ];
}
