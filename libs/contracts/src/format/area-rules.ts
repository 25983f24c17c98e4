import type { AreaRule } from '@demarc/domain';
import { AREA_RESOURCE_RULES } from './area-resource-rules.js';

/**
 * Looked at before a tenant's own rules, which cannot move them: what a Defender alert happened on decides before
 * which product saw it, because an alert of Defender for Office can carry a device (domain case 16).
 */
export const FIRM_AREA_RULES: readonly AreaRule[] = [
  { id: 'affected-device', area: 'endpoint', in: ['evidence'], equals: ['affected device'] },
  { id: 'mmd-account', area: 'mmd-service-account', in: ['evidence'], equals: ['account of MMD'] },
];

/** Graph's `serviceSource` and `detectionSource`, and Defender for Endpoint's `detectionSource` (domain 3.1, 3.3). */
const SOURCE_FIELDS = ['serviceSource', 'detectionSource'];
const SOURCE_RULES: readonly AreaRule[] = [
  {
    id: 'source-endpoint',
    area: 'endpoint',
    in: SOURCE_FIELDS,
    equals: [
      'microsoftDefenderForEndpoint',
      'windowsDefenderAtp',
      'windowsDefenderAv',
      'windowsDefenderSmartScreen',
      'antivirus',
      'smartScreen',
      'customTi',
      'customerTi',
      'microsoftThreatExperts',
    ],
  },
  {
    id: 'source-identity',
    area: 'identity',
    in: SOURCE_FIELDS,
    equals: ['microsoftDefenderForIdentity', 'azureAdIdentityProtection'],
  },
  { id: 'source-office365', area: 'email', in: SOURCE_FIELDS, equals: ['microsoftDefenderForOffice365', 'officeAtp'] },
  {
    id: 'source-cloud-apps',
    area: 'cloud-app',
    in: SOURCE_FIELDS,
    equals: [
      'microsoftDefenderForCloudApps',
      'cloudAppSecurity',
      'microsoftAppGovernance',
      'appGovernancePolicy',
      'appGovernanceDetection',
    ],
  },
  {
    // Company-wide cloud resources are the customer's, whatever part of Defender for Cloud watches them.
    id: 'source-defender-for-cloud',
    area: 'cloud-app',
    in: SOURCE_FIELDS,
    equals: [
      'microsoftDefenderForCloud',
      'microsoftDefenderForServers',
      'microsoftDefenderForStorage',
      'microsoftDefenderForDns',
      'microsoftDefenderForDatabases',
      'microsoftDefenderForContainers',
      'microsoftDefenderForNetwork',
      'microsoftDefenderForAppService',
      'microsoftDefenderForKeyVault',
      'microsoftDefenderForResourceManager',
      'microsoftDefenderForApiManagement',
    ],
  },
  {
    id: 'source-data-loss',
    area: 'data',
    in: SOURCE_FIELDS,
    equals: ['dataLossPrevention', 'microsoftDataLossPrevention', 'microsoftInsiderRiskManagement'],
  },
];

/** For Defender alerts whose product says nothing: the first thing they name that is no device. */
const EVIDENCE_RULES: readonly AreaRule[] = [
  { id: 'mailbox', area: 'email', in: ['evidence'], equals: ['mailbox'] },
  { id: 'user', area: 'identity', in: ['evidence'], equals: ['user'] },
  { id: 'application', area: 'cloud-app', in: ['evidence'], equals: ['application'] },
];

/** For sources that only have names: alert names, labels, titles. Read as words: `PrintSpoolerDown` is three. */
const WORDS_OF: readonly (readonly [id: string, area: AreaRule['area'], words: readonly string[]])[] = [
  ['printing-words', 'printing', ['print', 'spooler']],
  ['vpn-words', 'vpn', ['vpn', 'ipsec', 'anyconnect', 'globalprotect']],
  ['proxy-words', 'proxy', ['proxy', 'squid', 'zscaler']],
  ['conference-room-words', 'conference-room', ['conference room', 'meeting room', 'teams room', 'surface hub']],
  ['windows-update-words', 'windows-update', ['windows update', 'quality update', 'feature update', 'wsus']],
  ['office-update-words', 'office-update', ['office update', 'click to run', 'apps update']],
  ['device-policy-words', 'device-policy', ['device policy', 'configuration profile', 'compliance policy']],
  ['device-group-words', 'device-group', ['device group']],
  ['line-of-business-words', 'line-of-business-app', ['line of business', 'lob app']],
  ['email-words', 'email', ['email', 'mail', 'exchange', 'smtp', 'outlook']],
  ['collaboration-words', 'collaboration', ['sharepoint', 'onedrive', 'teams']],
  ['identity-words', 'identity', ['identity', 'sign in', 'signin', 'login', 'password', 'mfa', 'ldap', 'entra']],
  ['microsoft-app-words', 'microsoft-app', ['office', 'm365 apps', 'excel', 'powerpoint']],
  ['hardware-words', 'hardware', ['hardware', 'battery', 'motherboard', 'docking', 'keyboard']],
  [
    'network-words',
    'network',
    ['network', 'dns', 'dhcp', 'switch', 'router', 'firewall', 'wifi', 'wi fi', 'wlan', 'ping', 'bgp', 'link down'],
  ],
  [
    'device-health-words',
    'device-health',
    ['disk', 'filesystem', 'cpu', 'memory', 'oom', 'blue screen', 'bsod', 'reboot', 'boot', 'device health'],
  ],
];
const WORD_RULES = WORDS_OF.map(([id, area, words]): AreaRule => {
  return { id, area, formats: ['alertmanager', 'incident'], words };
});

/**
 * What comes with Demarc, looked at after a tenant's own rules: in the most telling field of the event first, and
 * there in this order.
 */
export const SHIPPED_AREA_RULES: readonly AreaRule[] = [
  ...AREA_RESOURCE_RULES,
  ...SOURCE_RULES,
  ...WORD_RULES,
  ...EVIDENCE_RULES,
];
