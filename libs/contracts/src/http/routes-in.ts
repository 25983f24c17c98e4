import { z } from 'zod';
import {
  CLOUDEVENT_BATCH_MEDIA_TYPE,
  CLOUDEVENT_MEDIA_TYPE,
  acceptedBody,
  hookParams,
  kindQuery,
  publishedBatch,
  publishedJson,
} from './event-bodies.js';
import {
  contactEntries,
  contactImportReport,
  contactList,
  csvText,
  deviceEntries,
  deviceImportQuery,
  deviceImportReport,
  devicePage,
  deviceQuery,
} from './directory-bodies.js';
import { route } from './route.js';
import { tenantBody, tenantList, tenantParams, tenantView } from './tenant-bodies.js';

const EVENT_PROBLEMS = [
  'invalid-parameter',
  'not-json',
  'unknown-tenant',
  'too-large',
  'unsupported-media-type',
  'not-in-format',
  'wrong-tenant',
  'kind-missing',
  'unavailable',
] as const;
const IMPORT_PROBLEMS = [
  'invalid-parameter',
  'not-json',
  'unknown-tenant',
  'too-large',
  'unsupported-media-type',
  'invalid-content',
] as const;

/** What comes in: tenants, events and directories. */
export const ROUTES_IN = {
  putTenant: route({
    method: 'POST',
    path: '/v1/tenants',
    tag: 'tenants',
    summary: 'Create a tenant, or bring one up to date',
    body: { 'application/json': tenantBody },
    answers: {
      200: { description: 'the tenant was there', body: tenantView },
      201: { description: 'the tenant is new', body: tenantView },
    },
    problems: ['not-json', 'unsupported-media-type', 'invalid-content'],
  }),
  listTenants: route({
    method: 'GET',
    path: '/v1/tenants',
    tag: 'tenants',
    summary: 'All tenants',
    answers: { 200: { description: 'every tenant, by name', body: tenantList } },
    problems: [],
  }),
  sendEvents: route({
    method: 'POST',
    path: '/v1/tenants/:tenant/events',
    tag: 'events',
    summary: 'Send CloudEvents: structured, a batch, or binary (`ce-` headers)',
    params: tenantParams,
    query: kindQuery,
    body: {
      [CLOUDEVENT_MEDIA_TYPE]: publishedJson,
      [CLOUDEVENT_BATCH_MEDIA_TYPE]: publishedBatch,
      'application/json': publishedJson,
    },
    answers: { 202: { description: 'every event is safely stored and will be routed', body: acceptedBody } },
    problems: [...EVENT_PROBLEMS, 'not-cloudevent'],
  }),
  sendHook: route({
    method: 'POST',
    path: '/v1/tenants/:tenant/hooks/:format',
    tag: 'events',
    summary: "Send a source's own JSON",
    params: hookParams,
    query: kindQuery,
    body: { 'application/json': publishedJson },
    answers: { 202: { description: 'the message is safely stored and will be routed', body: acceptedBody } },
    problems: [...EVENT_PROBLEMS, 'unknown-format'],
  }),
  importDevices: route({
    method: 'PUT',
    path: '/v1/tenants/:tenant/directory/devices',
    tag: 'directory',
    summary: 'Say what is true of the devices in a file',
    params: tenantParams,
    query: deviceImportQuery,
    body: { 'text/csv': csvText, 'application/json': deviceEntries },
    answers: { 200: { description: 'the whole file was taken', body: deviceImportReport } },
    problems: IMPORT_PROBLEMS,
  }),
  listDevices: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/directory/devices',
    tag: 'directory',
    summary: 'Devices of a tenant',
    params: tenantParams,
    query: deviceQuery,
    answers: { 200: { description: 'a page of devices', body: devicePage } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  importContacts: route({
    method: 'PUT',
    path: '/v1/tenants/:tenant/directory/contacts',
    tag: 'directory',
    summary: 'Say who is told: a tenant’s contacts, or with `microsoft` the provider’s own',
    params: tenantParams,
    body: { 'text/csv': csvText, 'application/json': contactEntries },
    answers: { 200: { description: 'the whole file was taken', body: contactImportReport } },
    problems: IMPORT_PROBLEMS,
  }),
  listContacts: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/directory/contacts',
    tag: 'directory',
    summary: 'Contacts of a tenant, or with `microsoft` the provider’s own',
    params: tenantParams,
    answers: { 200: { description: 'every contact, by area and name', body: contactList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  nativeSchema: route({
    method: 'GET',
    path: '/v1/schemas/incident.json',
    tag: 'events',
    summary: 'JSON Schema of the native `incident` format',
    answers: {
      200: {
        description: 'a JSON Schema',
        mediaType: 'application/schema+json',
        body: z.record(z.string(), z.unknown()),
      },
    },
    problems: [],
  }),
} as const;
