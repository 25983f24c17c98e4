import { YAML_MEDIA_TYPE } from './area-bodies.js';
import {
  adoptionBody,
  adoptionList,
  policyBody,
  policyLint,
  policyList,
  policyParams,
  policyQuery,
  policySummary,
  policyView,
  policyYaml,
} from './policy-bodies.js';
import { route } from './route.js';
import { tenantParams } from './tenant-bodies.js';

const POLICY_BODY = { [YAML_MEDIA_TYPE]: policyYaml, 'application/json': policyBody };
const POLICY_PROBLEMS = [
  'invalid-parameter',
  'not-json',
  'unknown-tenant',
  'too-large',
  'unsupported-media-type',
  'invalid-content',
] as const;

/** Who answers for what: the versions of the policy, and which of them holds for whom. */
export const ROUTES_POLICIES = {
  listPolicies: route({
    method: 'GET',
    path: '/v1/policies',
    allows: 'see-policies',
    tag: 'policies',
    summary: 'All policies: those that ship, then those that were published, in order',
    answers: { 200: { description: 'every policy', body: policyList } },
    problems: [],
  }),
  publishPolicy: route({
    method: 'POST',
    path: '/v1/policies',
    allows: 'keep-policies',
    tag: 'policies',
    summary: 'Publish a policy, for ever; it decides nothing until a tenant adopts it',
    query: policyQuery,
    body: POLICY_BODY,
    answers: { 201: { description: 'the policy is published', body: policySummary } },
    problems: [...POLICY_PROBLEMS, 'not-allowed', 'second-person-needed', 'version-taken'],
  }),
  lintPolicy: route({
    method: 'POST',
    path: '/v1/policies/lint',
    allows: 'see-policies',
    tag: 'policies',
    summary: 'Check a policy as publishing would, and keep nothing',
    query: policyQuery,
    body: POLICY_BODY,
    answers: { 200: { description: 'what is wrong with it', body: policyLint } },
    problems: POLICY_PROBLEMS,
  }),
  readPolicy: route({
    method: 'GET',
    path: '/v1/policies/:version',
    allows: 'see-policies',
    tag: 'policies',
    summary: 'One policy: its text, its clauses and its matrix',
    params: policyParams,
    answers: { 200: { description: 'the policy', body: policyView } },
    problems: ['invalid-parameter', 'unknown-policy'],
  }),
  listAdoptions: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/policies',
    allows: 'see-policies',
    tag: 'policies',
    summary: 'Which policies hold for a tenant, and from when',
    params: tenantParams,
    answers: { 200: { description: 'the default, then what was adopted', body: adoptionList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  adoptPolicy: route({
    method: 'POST',
    path: '/v1/tenants/:tenant/policies',
    allows: 'keep-policies',
    tag: 'policies',
    summary: 'Let a policy hold for a tenant from a day on',
    params: tenantParams,
    body: { 'application/json': adoptionBody },
    answers: {
      200: { description: 'it held from then on already', body: adoptionList },
      201: { description: 'what holds for the tenant from now on', body: adoptionList },
    },
    problems: [...POLICY_PROBLEMS, 'not-allowed', 'second-person-needed', 'unknown-policy'],
  }),
} as const;
