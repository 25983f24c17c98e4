import { route } from './route.js';
import {
  contactLint,
  contactLintQuery,
  overrideBody,
  scheduleBody,
  scheduleList,
  scheduleParams,
  scheduleView,
} from './schedule-bodies.js';
import { tenantParams } from './tenant-bodies.js';

/** Who is told when. */
export const ROUTES_SCHEDULES = {
  listSchedules: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/schedules',
    allows: 'see-directory',
    tag: 'directory',
    summary: 'Who is on call, area by area, now and in the coming weeks',
    params: tenantParams,
    answers: { 200: { description: 'the schedules of a customer, or of microsoft', body: scheduleList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  putSchedule: route({
    method: 'PUT',
    path: '/v1/tenants/:tenant/schedules/:area',
    allows: 'keep-directory',
    tag: 'directory',
    summary: 'Replace the on-call schedule of an area',
    params: scheduleParams,
    body: { 'application/json': scheduleBody },
    answers: { 200: { description: 'in force at once', body: scheduleView } },
    problems: ['invalid-parameter', 'not-json', 'unknown-tenant', 'unsupported-media-type', 'invalid-content'],
  }),
  addOverride: route({
    method: 'POST',
    path: '/v1/tenants/:tenant/schedules/:area/overrides',
    allows: 'keep-directory',
    tag: 'directory',
    summary: 'Let somebody else be on call for a time; what others have replaced stays',
    params: scheduleParams,
    body: { 'application/json': overrideBody },
    answers: { 201: { description: 'in force at once', body: scheduleView } },
    problems: [
      'invalid-parameter',
      'not-json',
      'not-found',
      'unknown-tenant',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
  removeSchedule: route({
    method: 'DELETE',
    path: '/v1/tenants/:tenant/schedules/:area',
    allows: 'keep-directory',
    tag: 'directory',
    summary: 'Remove the on-call schedule of an area: all of its contacts are told again',
    params: scheduleParams,
    answers: { 200: { description: 'what is left', body: scheduleList } },
    problems: ['invalid-parameter', 'not-found', 'unknown-tenant'],
  }),
  lintContacts: route({
    method: 'GET',
    path: '/v1/directory/lint',
    allows: 'see-directory',
    tag: 'directory',
    summary: 'Who could not be told: areas without contacts or experts, and schedules that name nobody',
    query: contactLintQuery,
    answers: { 200: { description: 'every finding; none: everybody can be told', body: contactLint } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
} as const;
