import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ask, queryClient } from '../api/ask.js';
import { seenBySearch } from '../customer-view/seen-by.js';
import { directorySearch } from '../directory/directory-search.js';
import { noticesSearch } from '../notices/notices-search.js';
import { overviewSearch } from '../overview/overview-search.js';
import { policySearch } from '../policy/policy-search.js';
import { quarantineSearch } from '../quarantine/quarantine-search.js';
import { queueSearch } from '../queue/queue-search.js';
import { askMe } from '../session/me.js';
import { loadWords } from '../words/i18n.js';
import { FaultPage } from '../parts/fault-page.js';
import { NotFoundPage } from '../parts/not-found-page.js';
import { PagePending } from '../parts/page-pending.js';
import { parseSearch, stringifySearch } from './address.js';
import { Shell } from './shell.js';

/**
 * Every page by its address. A page is loaded when somebody goes there, with its words: add a route here, its place in
 * the menu in `pages.ts`, and a folder of its own beside this one.
 */
const root = createRootRoute();

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/queue', replace: true });
  },
});

/** Where the window that signs in again ends up; it tells the others and closes. */
const signedIn = createRoute({
  getParentRoute: () => root,
  path: '/signed-in',
  loader: () => loadWords('session'),
  component: lazyRouteComponent(() => import('../session/signed-in-page.js'), 'SignedInPage'),
});

/** What only somebody who is signed in sees. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  loader: () => queryClient.ensureQueryData(askMe),
  component: Shell,
});

const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  validateSearch: queueSearch,
  loader: () => loadWords('queue', 'act', 'customer-view'),
  component: lazyRouteComponent(() => import('../queue/queue-page.js'), 'QueuePage'),
});

const incident = createRoute({
  getParentRoute: () => shell,
  path: '/incidents/$reference',
  validateSearch: seenBySearch,
  // What was typed or opened about one incident is not about the next.
  remountDeps: ({ params }) => params,
  // All that the page shows at first comes at once, so that nothing moves what stands there already.
  loader: ({ params: { reference: id } }) =>
    Promise.all([
      loadWords('incident', 'act', 'customer-view'),
      queryClient.prefetchQuery(ask('GET /v1/incidents/:id', { id })),
      queryClient.prefetchQuery(ask('GET /v1/incidents/:id/receipt', { id })),
      queryClient.prefetchQuery(ask('GET /v1/tenants')),
    ]),
  component: lazyRouteComponent(() => import('../incident/incident-page.js'), 'IncidentPage'),
});

const policy = createRoute({
  getParentRoute: () => shell,
  path: '/policy',
  validateSearch: policySearch,
  loader: () => loadWords('policy'),
  component: lazyRouteComponent(() => import('../policy/policy-page.js'), 'PolicyPage'),
});

const directory = createRoute({
  getParentRoute: () => shell,
  path: '/directory',
  validateSearch: directorySearch,
  loader: () => Promise.all([loadWords('directory'), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: lazyRouteComponent(() => import('../directory/directory-page.js'), 'DirectoryPage'),
});

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/overview',
  validateSearch: overviewSearch,
  loader: () => Promise.all([loadWords('overview'), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: lazyRouteComponent(() => import('../overview/overview-page.js'), 'OverviewPage'),
});

const quarantine = createRoute({
  getParentRoute: () => shell,
  path: '/quarantine',
  validateSearch: quarantineSearch,
  loader: () => Promise.all([loadWords('quarantine'), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: lazyRouteComponent(() => import('../quarantine/quarantine-page.js'), 'QuarantinePage'),
});

const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  validateSearch: noticesSearch,
  loader: () => Promise.all([loadWords('notices'), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: lazyRouteComponent(() => import('../notices/notices-page.js'), 'NoticesPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signedIn,
    shell.addChildren([queue, incident, policy, directory, overview, quarantine, notices]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: FaultPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: PagePending,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
