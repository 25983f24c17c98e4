import type { AREAS, KINDS, MATCHER_FIELDS, MATCHER_OPERATORS, Matcher, QUEUES, SEVERITIES } from '@demarc/domain';

export const FIELDS = [
  'severity',
  'kind',
  'area',
  'queue',
  'source',
  'title',
  'about',
  'correlationKey',
] as const satisfies readonly (typeof MATCHER_FIELDS)[number][];
export const OPERATORS = ['=', '!=', '~', '!~'] as const satisfies readonly (typeof MATCHER_OPERATORS)[number][];

/** Of fields with few values: those, to choose from. */
export const VALUES_OF: Partial<Record<Matcher['field'], readonly string[]>> = {
  severity: ['A', 'B', 'C'] satisfies (typeof SEVERITIES)[number][],
  kind: ['security', 'operational', 'change'] satisfies (typeof KINDS)[number][],
  queue: [
    'microsoft/security-operations',
    'microsoft/operations',
    'customer/security',
    'customer/devices',
    'customer/app-packaging',
    'customer/it-help-desk',
    'customer/other',
  ] satisfies (typeof QUEUES)[number][],
  area: [
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
  ] satisfies (typeof AREAS)[number][],
};

/** Whether the value is one of a few, or whatever somebody writes. */
export const isChosen = ({ field, is }: Pick<Matcher, 'field' | 'is'>): boolean =>
  VALUES_OF[field] !== undefined && (is === '=' || is === '!=');

/** A matcher of which the field or the operator became another: a value that no longer fits goes. */
export function changed(before: Matcher, change: Partial<Matcher>): Matcher {
  const after = { ...before, ...change };
  if (!isChosen(after)) return 'field' in change && isChosen(before) ? { ...after, value: '' } : after;
  const values = VALUES_OF[after.field]!;
  return values.includes(after.value) ? after : { ...after, value: values[0]! };
}
