import { areaRules } from '../format/area-rule-schema.js';
import { YAML_MEDIA_TYPE, areaRulesView, areaRulesYaml, unmatchedList, unmatchedQuery } from './area-bodies.js';
import { route } from './route.js';
import { tenantParams } from './tenant-bodies.js';

/** What events are about: the rules, and what none of them knew. */
export const ROUTES_AREAS = {
  putAreaRules: route({
    method: 'PUT',
    path: '/v1/tenants/:tenant/area-rules',
    allows: 'keep-directory',
    tag: 'areas',
    summary: "Replace a tenant's own rules on what an event is about",
    params: tenantParams,
    body: { 'application/json': areaRules, [YAML_MEDIA_TYPE]: areaRulesYaml },
    answers: { 200: { description: 'the rules are in force within a second', body: areaRulesView } },
    problems: [
      'invalid-parameter',
      'not-json',
      'unknown-tenant',
      'too-large',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
  readAreaRules: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/area-rules',
    allows: 'see-directory',
    tag: 'areas',
    summary: 'The rules on what an event of this tenant is about, in the order in which they are looked at',
    params: tenantParams,
    answers: { 200: { description: "the tenant's own and the shipped ones", body: areaRulesView } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  listUnmatchedAreas: route({
    method: 'GET',
    path: '/v1/areas/unmatched',
    allows: 'see-directory',
    tag: 'areas',
    summary: 'What no rule knew: recent incidents of area `other`, alike ones together',
    query: unmatchedQuery,
    answers: { 200: { description: 'groups of incidents', body: unmatchedList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
} as const;
