import { route } from './route.js';
import { serviceLevelsBody, serviceLevelsView } from './service-level-bodies.js';
import { tenantParams } from './tenant-bodies.js';

/** By what time incidents are measured. */
export const ROUTES_SERVICE_LEVELS = {
  readServiceLevels: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/service-levels',
    allows: 'see-policies',
    tag: 'service levels',
    summary: "A tenant's support hours, clocks and escalation",
    params: tenantParams,
    answers: { 200: { description: 'its own, and what is in force', body: serviceLevelsView } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  putServiceLevels: route({
    method: 'PUT',
    path: '/v1/tenants/:tenant/service-levels',
    allows: 'keep-service-levels',
    tag: 'service levels',
    summary: "Replace a tenant's own service levels; what is due of its open incidents is worked out again",
    params: tenantParams,
    body: { 'application/json': serviceLevelsBody },
    answers: { 200: { description: 'in force within a second', body: serviceLevelsView } },
    problems: [
      'invalid-parameter',
      'not-allowed',
      'not-json',
      'unknown-tenant',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
} as const;
