import { type HttpRoute, ROUTES, type RouteName } from '@demarc/contracts';
import fc from 'fast-check';
import { nearly } from '../../chaos/fuzz/schema-arbitrary.js';
import type { Target } from './planted.js';

/** A request as far as it is the same for whoever asks. */
export interface Aimed {
  readonly route: RouteName;
  readonly method: HttpRoute['method'];
  readonly path: string;
  readonly contentType: string | null;
  readonly body: string | null;
  /** What of it names the target: answers about something else differ in these words. */
  readonly names: readonly string[];
}

const BODIES = 2;
const SEED = 20_261_127;
const ALL = Object.entries(ROUTES) as [RouteName, HttpRoute][];

/** Requests to every route there is that are all about this target, in the same order for each target. */
export function aimedAt(target: Target): readonly Aimed[] {
  return ALL.filter(([, route]) => namesSomething(route)).flatMap(([name, route]) =>
    pathsTo(name, route, target).flatMap((place) => requestsTo(name, route, place, target)),
  );
}

const namesSomething = ({ path, query, body }: HttpRoute): boolean =>
  path.includes(':') || body !== undefined || Object.hasOwn(query?.shape ?? {}, 'tenant');

/** What asks for no tenant and no thing, and is answered with whatever one may see; `words` are looked for. */
export function unaimed(words: readonly string[]): readonly Aimed[] {
  return ALL.flatMap(([name, route]) => {
    if (route.method !== 'GET' || route.path.includes(':')) return [];
    const queries = Object.keys(route.query?.shape ?? {});
    const paths = ['', ...queries.flatMap((query) => words.map((word) => `?${query}=${encodeURIComponent(word)}`))];
    return paths.map((query) => bare(name, route, `${route.path}${query}`, []));
  });
}

interface Place {
  readonly path: string;
  readonly names: readonly string[];
}

function pathsTo(name: RouteName, route: HttpRoute, target: Target): readonly Place[] {
  const params = [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => param!);
  let places: readonly Place[] = [{ path: route.path, names: [target.tenant] }];
  for (const param of params) {
    places = places.flatMap(({ path, names }) =>
      valuesFor(name, route, param, target).map((value) => ({
        path: path.replace(`:${param}`, encodeURIComponent(value)),
        names: [...names, value],
      })),
    );
  }
  return places;
}

/** A route with a parameter that is not in here fails the story: what it could name must be planted first. */
function valuesFor(name: RouteName, route: HttpRoute, param: string, target: Target): readonly string[] {
  switch (param) {
    case 'tenant':
      return [target.tenant];
    case 'incident':
      return target.incidents;
    case 'eventId':
      return target.events;
    case 'format':
      return ['incident', 'graph-alert'];
    case 'area':
      return ['other', 'security'];
    case 'version':
      return [target.policy];
    case 'name':
      return [target.view];
    case 'token':
      return ['no-such-token'];
    case 'id':
      return idsFor(name, route, target);
    default:
      throw new Error(`${name} has the parameter ${param}: say here what it may name.`);
  }
}

function idsFor(name: RouteName, { path }: HttpRoute, target: Target): readonly string[] {
  const of: Readonly<Record<string, readonly string[]>> = {
    '/v1/incidents/': target.incidents,
    '/v1/notices/': target.notices.slice(0, 4),
    '/v1/respond/notices/': target.notices.slice(0, 4),
    '/v1/silences/': target.silences,
    '/v1/policy-proposals/': target.notices.slice(0, 1),
    '/v1/quarantine/redrives/': target.quarantined,
    '/v1/quarantine/': target.quarantined,
    '/v1/reconciliation/gaps/': target.notices.slice(0, 1),
    '/v1/tenants/:tenant/keys/': target.keys,
  };
  const known = Object.entries(of).find(([prefix]) => path.startsWith(`${prefix}:id`));
  if (!known) throw new Error(`${name} has an id: say here of what.`);
  return known[1];
}

function requestsTo(name: RouteName, route: HttpRoute, { path, names }: Place, target: Target): readonly Aimed[] {
  const filters = Object.keys(route.query?.shape ?? {});
  const query = filters.includes('tenant') ? `?tenant=${encodeURIComponent(target.tenant)}` : '';
  if (route.method === 'GET' || !route.body) return [bare(name, route, `${path}${query}`, names)];
  return Object.entries(route.body).flatMap(([contentType, schema]) =>
    fc.sample(nearly(schema), { seed: SEED, numRuns: BODIES }).map((value) => {
      const aimed = aim(value, target);
      const body = typeof aimed === 'string' && !contentType.includes('json') ? aimed : JSON.stringify(aimed ?? null);
      return { ...bare(name, route, `${path}${query}`, names), contentType, body };
    }),
  );
}

const bare = (route: RouteName, { method }: HttpRoute, path: string, names: readonly string[]): Aimed => {
  return { route, method, path, contentType: null, body: null, names };
};

/** Whatever in a body can name a tenant or a thing names those of the target. */
function aim(value: unknown, target: Target): unknown {
  if (Array.isArray(value)) return value.map((one) => aim(one, target));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, named(key, target) ?? aim(inner, target)]),
  );
}

function named(key: string, { tenant, incidents, events, notices, quarantined, policy }: Target): unknown {
  const of: Readonly<Record<string, unknown>> = {
    tenant,
    tenants: [tenant],
    incident: incidents[0],
    into: incidents[0],
    eventIds: events,
    notices,
    noticeIds: notices,
    ids: quarantined,
    version: policy,
    extends: policy,
    items: incidents.slice(0, 2).map((id) => ({ id, revision: 1 })),
  };
  return Object.hasOwn(of, key) ? of[key] : undefined;
}
