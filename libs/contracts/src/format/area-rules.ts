import type { Area } from '@demarc/domain';

/**
 * What the decoder takes an event to be about when the event does not say so itself. Data, so that an operator can
 * read it in one place. Keys are compared without case.
 */

/** Graph's `serviceSource` and `detectionSource`, and Defender for Endpoint's `detectionSource` (domain 3.1, 3.3). */
export const AREA_OF_SOURCE: Readonly<Record<string, Area>> = {
  microsoftDefenderForEndpoint: 'endpoint',
  windowsDefenderAtp: 'endpoint',
  windowsDefenderAv: 'endpoint',
  windowsDefenderSmartScreen: 'endpoint',
  antivirus: 'endpoint',
  smartScreen: 'endpoint',
  customTi: 'endpoint',
  customerTi: 'endpoint',
  microsoftThreatExperts: 'endpoint',
  microsoftDefenderForIdentity: 'identity',
  azureAdIdentityProtection: 'identity',
  microsoftDefenderForOffice365: 'email',
  officeAtp: 'email',
  microsoftDefenderForCloudApps: 'cloud-app',
  cloudAppSecurity: 'cloud-app',
  microsoftAppGovernance: 'cloud-app',
  appGovernancePolicy: 'cloud-app',
  appGovernanceDetection: 'cloud-app',
  // Company-wide cloud resources are the customer's, whatever part of Defender for Cloud watches them.
  microsoftDefenderForCloud: 'cloud-app',
  microsoftDefenderForServers: 'cloud-app',
  microsoftDefenderForStorage: 'cloud-app',
  microsoftDefenderForDns: 'cloud-app',
  microsoftDefenderForDatabases: 'cloud-app',
  microsoftDefenderForContainers: 'cloud-app',
  microsoftDefenderForNetwork: 'cloud-app',
  microsoftDefenderForAppService: 'cloud-app',
  microsoftDefenderForKeyVault: 'cloud-app',
  microsoftDefenderForResourceManager: 'cloud-app',
  microsoftDefenderForApiManagement: 'cloud-app',
  dataLossPrevention: 'data',
  microsoftDataLossPrevention: 'data',
  microsoftInsiderRiskManagement: 'data',
};

/**
 * The accounts Microsoft keeps in a customer's tenant to run the service, each `<name>@<tenant>.onmicrosoft.com`
 * (Managed-Desktop docs, conditional access: accounts to exclude). An alert on one is Microsoft's (domain case 17).
 */
export const MMD_ACCOUNTS = ['msadmin', 'msadminint', 'mstest', 'mwaas_soc_ro', 'mwaas_wdgsoc'] as const;
export const MMD_ACCOUNT_DOMAIN = '.onmicrosoft.com';
export const MMD_APPLICATION = 'modern workplace management';

export interface WordRule {
  readonly area: Area;
  /** Beginnings of words; the first rule with one in the text wins. */
  readonly words: readonly string[];
}

/** For sources that only have names: alert names, labels, titles. Read as words: `PrintSpoolerDown` is three. */
export const WORD_RULES: readonly WordRule[] = [
  { area: 'printing', words: ['print', 'spooler'] },
  { area: 'vpn', words: ['vpn', 'ipsec', 'anyconnect', 'globalprotect'] },
  { area: 'proxy', words: ['proxy', 'squid', 'zscaler'] },
  { area: 'conference-room', words: ['conference room', 'meeting room', 'teams room', 'surface hub'] },
  { area: 'windows-update', words: ['windows update', 'quality update', 'feature update', 'wsus'] },
  { area: 'office-update', words: ['office update', 'click to run', 'apps update'] },
  { area: 'device-policy', words: ['device policy', 'configuration profile', 'compliance policy'] },
  { area: 'device-group', words: ['device group'] },
  { area: 'line-of-business-app', words: ['line of business', 'lob app'] },
  { area: 'email', words: ['email', 'mail', 'exchange', 'smtp', 'outlook'] },
  { area: 'collaboration', words: ['sharepoint', 'onedrive', 'teams'] },
  { area: 'identity', words: ['identity', 'sign in', 'signin', 'login', 'password', 'mfa', 'ldap', 'entra'] },
  { area: 'microsoft-app', words: ['office', 'm365 apps', 'excel', 'powerpoint'] },
  { area: 'hardware', words: ['hardware', 'battery', 'motherboard', 'docking', 'keyboard'] },
  {
    area: 'network',
    words: [
      'network',
      'dns',
      'dhcp',
      'switch',
      'router',
      'firewall',
      'wifi',
      'wi fi',
      'wlan',
      'ping',
      'bgp',
      'link down',
    ],
  },
  {
    area: 'device-health',
    words: ['disk', 'filesystem', 'cpu', 'memory', 'oom', 'blue screen', 'bsod', 'reboot', 'boot', 'device health'],
  },
];
