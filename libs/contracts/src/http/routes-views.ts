import { route } from './route.js';
import { viewBody, viewList, viewListQuery, viewParams, viewQuery, viewView } from './view-bodies.js';

/** Lists that somebody wants to see again. */
export const ROUTES_VIEWS = {
  listViews: route({
    method: 'GET',
    path: '/v1/views',
    allows: 'see-incidents',
    tag: 'views',
    summary: "Your saved views, those of your party's queues and the usual ones, each with its count",
    query: viewListQuery,
    answers: { 200: { description: 'all of them', body: viewList } },
    problems: ['invalid-parameter', 'not-allowed', 'unknown-tenant'],
  }),
  putView: route({
    method: 'PUT',
    path: '/v1/views/:name',
    allows: 'see-incidents',
    tag: 'views',
    summary: 'Save a list under a name, in place of what has the name already',
    params: viewParams,
    query: viewQuery,
    body: { 'application/json': viewBody },
    answers: { 200: { description: 'the view', body: viewView } },
    problems: [
      'invalid-parameter',
      'not-json',
      'not-allowed',
      'not-found',
      'unknown-tenant',
      'name-taken',
      'unsupported-media-type',
      'invalid-content',
    ],
  }),
  deleteView: route({
    method: 'DELETE',
    path: '/v1/views/:name',
    allows: 'see-incidents',
    tag: 'views',
    summary: 'Forget a saved view',
    params: viewParams,
    query: viewQuery,
    answers: { 200: { description: 'the view as it was', body: viewView } },
    problems: ['invalid-parameter', 'not-allowed', 'not-found'],
  }),
} as const;
