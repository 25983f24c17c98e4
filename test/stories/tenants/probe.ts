import { type HttpRoute, ROUTES, type RouteName } from '@demarc/contracts';
import type { Place } from './place.js';

/** One request through a door, which names something of a place wherever the door takes a name. */
export interface Probe {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * How to ask at a door about a place; `own` is one of whoever asks, for a request that names both. Every door has its
 * probes: the compiler and the story both refuse a route without.
 */
export type Probes<Names extends RouteName = RouteName> = {
  readonly [Name in Names]: (at: Place, own: Place) => readonly Probe[];
};

export const nothing = (): readonly Probe[] => [{}];

/** At a door of an incident: by its id, and by its reference. */
export const ofIncident =
  (more: (at: Place, own: Place) => Probe = () => ({}), param = 'id') =>
  (at: Place, own: Place): readonly Probe[] =>
    [at.incident, at.reference].map((name) => ({ ...more(at, own), params: { [param]: name } }));

export const ofTenant =
  (more: (at: Place) => Probe = () => ({})) =>
  (at: Place): readonly Probe[] => {
    const { params, ...rest } = more(at);
    return [{ ...rest, params: { tenant: at.tenant, ...params } }];
  };

/** A list: as it is, and narrowed to a tenant. */
export const listed =
  (query: (at: Place) => Readonly<Record<string, string>> = () => ({})) =>
  (at: Place): readonly Probe[] => [{ query: query(at) }, { query: { ...query(at), tenant: at.tenant } }];

/** Doors that are about a whole tenant, or all there is, rather than about a thing whose id is given. */
export const isBroad = (name: RouteName, { params = {}, query = {}, body }: Probe): boolean => {
  const { method }: HttpRoute = ROUTES[name];
  const text = JSON.stringify(body ?? {});
  if (name === 'addSilence') return true;
  return method !== 'GET' && ('tenant' in params || 'tenant' in query || /"tenant"|"all"|"everything"/.test(text));
};
