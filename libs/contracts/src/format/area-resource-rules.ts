import type { AreaRule } from '@demarc/domain';

const IN = ['resourceType'];

/**
 * Types of resources, as Azure Monitor's `targetResourceType` and Intune's object types write them (domain 3.4).
 * Company-wide cloud resources are the customer's; a virtual machine in Azure is not thereby a device of the service.
 */
export const AREA_RESOURCE_RULES: readonly AreaRule[] = [
  {
    id: 'resource-azure-vpn',
    area: 'vpn',
    in: IN,
    equals: [
      'microsoft.network/virtualnetworkgateways',
      'microsoft.network/vpngateways',
      'microsoft.network/vpnsites',
      'microsoft.network/p2svpngateways',
    ],
  },
  {
    id: 'resource-azure-network',
    area: 'network',
    in: IN,
    equals: ['microsoft.network/*', 'microsoft.cdn/*', 'microsoft.classicnetwork/*'],
  },
  {
    id: 'resource-azure-identity',
    area: 'identity',
    in: IN,
    equals: [
      'microsoft.aad/*',
      'microsoft.aadiam/*',
      'microsoft.azureactivedirectory/*',
      'microsoft.managedidentity/*',
    ],
  },
  { id: 'resource-universal-print', area: 'printing', in: IN, equals: ['microsoft.universalprint/*', 'printer*'] },
  {
    id: 'resource-azure-cloud',
    area: 'cloud-app',
    in: IN,
    equals: [
      'microsoft.compute/*',
      'microsoft.containerservice/*',
      'microsoft.desktopvirtualization/*',
      'microsoft.documentdb/*',
      'microsoft.keyvault/*',
      'microsoft.logic/*',
      'microsoft.servicebus/*',
      'microsoft.sql/*',
      'microsoft.storage/*',
      'microsoft.web/*',
    ],
  },
  {
    id: 'resource-intune-update',
    area: 'windows-update',
    in: IN,
    equals: [
      'windowsUpdateForBusinessConfiguration',
      'windowsQualityUpdateProfile',
      'windowsQualityUpdatePolicy',
      'windowsFeatureUpdateProfile',
      'windowsDriverUpdateProfile',
      'updateRing',
    ],
  },
  {
    id: 'resource-intune-policy',
    area: 'device-policy',
    in: IN,
    equals: [
      'deviceConfiguration',
      'deviceCompliancePolicy',
      'deviceManagementConfigurationPolicy',
      'deviceManagementIntent',
      'groupPolicyConfiguration',
      'windowsAutopilotDeploymentProfile',
    ],
  },
  { id: 'resource-intune-device', area: 'device-health', in: IN, equals: ['managedDevice'] },
  {
    id: 'resource-intune-office',
    area: 'microsoft-app',
    in: IN,
    equals: ['officeSuiteApp', 'microsoftStoreForBusinessApp'],
  },
  {
    id: 'resource-intune-app',
    area: 'line-of-business-app',
    in: IN,
    equals: ['win32LobApp', 'windowsMobileMSI', 'windowsUniversalAppX'],
  },
  { id: 'resource-teams-room', area: 'conference-room', in: IN, equals: ['teamworkDevice', 'teamsRoom*'] },
  {
    id: 'resource-conditional-access',
    area: 'identity',
    in: IN,
    equals: ['conditionalAccessPolicy', 'servicePrincipal'],
  },
];
