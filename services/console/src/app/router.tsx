import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ask, queryClient } from '../api/ask.js';
import { orUnreachable } from '../api/or-unreachable.js';
import { seenBySearch } from '../customer-view/seen-by.js';
import { directorySearch } from '../directory/directory-search.js';
import { noticesSearch } from '../notices/notices-search.js';
import { overviewSearch } from '../overview/overview-search.js';
import { policySearch } from '../policy/policy-search.js';
import { quarantineSearch } from '../quarantine/quarantine-search.js';
import { queueSearch } from '../queue/queue-search.js';
import { askMe } from '../session/me.js';
import { loadPhrases } from '../phrases/load-phrases.js';
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

/** Only for what is gone the router loads all anew. */
const page = <Module extends Record<Name, () => ReactNode>, Name extends string & keyof Module>(
  load: () => Promise<Module>,
  name: Name,
) => lazyRouteComponent(() => load().catch(orUnreachable), name);
const SignedInPage = page(() => import('../session/signed-in-page.js'), 'SignedInPage');
const QueuePage = page(() => import('../queue/queue-page.js'), 'QueuePage');
const IncidentPage = page(() => import('../incident/incident-page.js'), 'IncidentPage');
const PolicyPage = page(() => import('../policy/policy-page.js'), 'PolicyPage');
const DirectoryPage = page(() => import('../directory/directory-page.js'), 'DirectoryPage');
const OverviewPage = page(() => import('../overview/overview-page.js'), 'OverviewPage');
const QuarantinePage = page(() => import('../quarantine/quarantine-page.js'), 'QuarantinePage');
const NoticesPage = page(() => import('../notices/notices-page.js'), 'NoticesPage');

/** A page with its words, in a loader, since that is what is done again when it failed. */
const load = (component: ReturnType<typeof page>, ...areas: readonly string[]) =>
  Promise.all([component.preload?.(), loadWords(...areas)]);

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
  loader: () => load(SignedInPage, 'session'),
  component: SignedInPage,
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
  loader: () => load(QueuePage, 'queue', 'act', 'customer-view'),
  component: QueuePage,
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
      load(IncidentPage, 'incident', 'act', 'customer-view'),
      loadPhrases(),
      queryClient.prefetchQuery(ask('GET /v1/incidents/:id', { id })),
      queryClient.prefetchQuery(ask('GET /v1/incidents/:id/receipt', { id })),
      queryClient.prefetchQuery(ask('GET /v1/tenants')),
    ]),
  component: IncidentPage,
});

const policy = createRoute({
  getParentRoute: () => shell,
  path: '/policy',
  validateSearch: policySearch,
  loader: () => Promise.all([load(PolicyPage, 'policy'), loadPhrases()]),
  component: PolicyPage,
});

const directory = createRoute({
  getParentRoute: () => shell,
  path: '/directory',
  validateSearch: directorySearch,
  loader: () =>
    Promise.all([load(DirectoryPage, 'directory'), loadPhrases(), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: DirectoryPage,
});

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/overview',
  validateSearch: overviewSearch,
  loader: () =>
    Promise.all([load(OverviewPage, 'overview'), loadPhrases(), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: OverviewPage,
});

const quarantine = createRoute({
  getParentRoute: () => shell,
  path: '/quarantine',
  validateSearch: quarantineSearch,
  loader: () =>
    Promise.all([load(QuarantinePage, 'quarantine'), loadPhrases(), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: QuarantinePage,
});

const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  validateSearch: noticesSearch,
  loader: () =>
    Promise.all([load(NoticesPage, 'notices'), loadPhrases(), queryClient.prefetchQuery(ask('GET /v1/tenants'))]),
  component: NoticesPage,
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
