/** The closed lists every event is expressed in (`DECISIONS.md`: facts are finite so that a policy can be proved). */

export const KINDS = ['security', 'operational', 'change'] as const;
export type Kind = (typeof KINDS)[number];

export const AREAS = [
  'endpoint',
  'identity',
  'email',
  'collaboration',
  'cloud-app',
  'data',
  'network',
  'vpn',
  'proxy',
  'printing',
  'conference-room',
  'line-of-business-app',
  'microsoft-app',
  'windows-update',
  'office-update',
  'device-policy',
  'device-group',
  'device-health',
  'hardware',
  'mmd-service-account',
  'other',
] as const;
export type Area = (typeof AREAS)[number];

/** What the source said, in Graph's words; `unknown` when it said nothing or a word nobody knows. */
export const SOURCE_SEVERITIES = ['unknown', 'informational', 'low', 'medium', 'high'] as const;
export type SourceSeverity = (typeof SOURCE_SEVERITIES)[number];

/** The service's severity: A critical, B moderate, C minimal (MD:operate/support-request.md). */
export const SEVERITIES = ['A', 'B', 'C'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `mmd` in the service, `non-mmd` not in it, `undetermined` the directory could not say, `none` no device is named. */
export const DEVICE_CLASSES = ['mmd', 'non-mmd', 'undetermined', 'none'] as const;
export type DeviceClass = (typeof DEVICE_CLASSES)[number];

export const HANDLED_BY = ['nobody', 'automation', 'third-party'] as const;
export type HandledBy = (typeof HANDLED_BY)[number];

/** `test`: the device is in the service's Test ring, which has no service levels for operations. */
export const RINGS = ['production', 'test'] as const;
export type RingFact = (typeof RINGS)[number];

/** Where MMD's own registration of a device stands (MD:prepare/manual-registration.md). Only `active` and `inactive` are enrolled. */
export const REGISTRATION_STATES = ['pending', 'failed', 'ready', 'active', 'inactive'] as const;
export type RegistrationState = (typeof REGISTRATION_STATES)[number];
