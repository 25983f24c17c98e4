import { route } from './route.js';
import { viewBody, viewHeaders, viewList, viewListQuery, viewParams, viewQuery, viewView } from './view-bodies.js';

/** Lists that somebody wants to see again. */
export const ROUTES_VIEWS = {
  listViews: route({
    method: 'GET',
    path: '/v1/views',
    tag: 'views',
    summary: "Your saved views, those of your party's queues and the usual ones, each with its count",
    query: viewListQuery,
    headers: viewHeaders,
    answers: { 200: { description: 'all of them', body: viewList } },
    problems: ['invalid-parameter', 'who-are-you', 'not-allowed', 'unknown-tenant'],
  }),
  putView: route({
    method: 'PUT',
    path: '/v1/views/:name',
    tag: 'views',
    summary: 'Save a list under a name, in place of what has the name already',
    params: viewParams,
    query: viewQuery,
    headers: viewHeaders,
    body: { 'application/json': viewBody },
    answers: { 200: { description: 'the view', body: viewView } },
    problems: [
      'invalid-parameter',
      'not-json',
      'who-are-you',
      'not-allowed',
      'unknown-tenant',
      'name-taken',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
  deleteView: route({
    method: 'DELETE',
    path: '/v1/views/:name',
    tag: 'views',
    summary: 'Forget a saved view',
    params: viewParams,
    query: viewQuery,
    headers: viewHeaders,
    answers: { 200: { description: 'the view as it was', body: viewView } },
    problems: ['invalid-parameter', 'who-are-you', 'not-allowed', 'not-found'],
  }),
} as const;
