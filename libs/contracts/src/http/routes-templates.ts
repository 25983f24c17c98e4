import { incidentParams } from './incident-bodies.js';
import { route } from './route.js';
import {
  noticePreview,
  noticePreviewQuery,
  templateAnswer,
  templateBody,
  templateKeyQuery,
  templateList,
} from './template-bodies.js';
import { tenantParams } from './tenant-bodies.js';

/** How notices are worded. */
export const ROUTES_TEMPLATES = {
  listTemplates: route({
    method: 'GET',
    path: '/v1/tenants/:tenant/templates',
    allows: 'see-notices',
    tag: 'notices',
    summary: "A tenant's own templates, then those that ship",
    params: tenantParams,
    answers: { 200: { description: 'all of them with their text', body: templateList } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  putTemplate: route({
    method: 'PUT',
    path: '/v1/tenants/:tenant/templates',
    allows: 'keep-templates',
    tag: 'notices',
    summary: 'Word the notices of a kind yourself, for one channel or all, in a language',
    params: tenantParams,
    body: { 'application/json': templateBody },
    answers: { 200: { description: 'in use within seconds', body: templateAnswer } },
    problems: [
      'invalid-parameter',
      'not-allowed',
      'not-json',
      'unknown-tenant',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
  removeTemplate: route({
    method: 'DELETE',
    path: '/v1/tenants/:tenant/templates',
    allows: 'keep-templates',
    tag: 'notices',
    summary: 'Remove a template of your own: the shipped one is used again',
    params: tenantParams,
    query: templateKeyQuery,
    answers: { 200: { description: 'what is left', body: templateList } },
    problems: ['invalid-parameter', 'not-allowed', 'not-found', 'unknown-tenant'],
  }),
  previewNotice: route({
    method: 'GET',
    path: '/v1/incidents/:id/notices/preview',
    allows: 'see-notices',
    tag: 'notices',
    summary: 'What a notice of an incident would say; nothing is sent',
    params: incidentParams,
    query: noticePreviewQuery,
    answers: { 200: { description: 'its words, and what the channel would send', body: noticePreview } },
    problems: ['invalid-parameter', 'not-found'],
  }),
} as const;
