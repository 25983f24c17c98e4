import { flowQuery, flowView } from './flow-bodies.js';
import { reportQuery, reportView } from './report-bodies.js';
import { route } from './route.js';

export const CSV_MEDIA_TYPE = 'text/csv';

/** Whether the contract was kept. */
export const ROUTES_REPORTS = {
  readReport: route({
    method: 'GET',
    path: '/v1/reports',
    allows: 'see-reports',
    tag: 'reports',
    summary:
      'What happened in a period: incidents, times, breaches, handovers and notices of both parties, as JSON or CSV',
    query: reportQuery,
    answers: { 200: { description: 'all of one moment; `format=csv`: a row for each figure', body: reportView } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
  readFlow: route({
    method: 'GET',
    path: '/v1/reports/flow',
    allows: 'see-reports',
    tag: 'reports',
    summary: 'How what was opened in a period came from its source by class and clause to its queue, and when',
    query: flowQuery,
    answers: { 200: { description: '`format=csv`: a row for each path, step and storm', body: flowView } },
    problems: ['invalid-parameter', 'unknown-tenant'],
  }),
} as const;
