import { type HttpRoute, ROUTES } from '@demarc/contracts';
import { type Access, type Identity, type Permission, accessOf, nameOfActor, reaches } from '@demarc/domain';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasBody, stopSending } from '../door/body-bytes.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory, unknownTenant } from '../events/tenant-directory.js';
import { askingOf, noteAsker } from './asker.decorator.js';
import type { Asking } from './asking.js';
import { AddressBudget } from '../limits/address-budget.js';
import { IdentityKeeper } from './identity-keeper.js';
import { asCustomerOf, seenByOf } from './seen-by.js';

const DOORS = new Map(Object.values<HttpRoute>(ROUTES).map((route) => [`${route.method} ${route.path}`, route]));

/** Open to anyone, and worth guessing at or costly: counted for each address. */
const COUNTED = new Set<HttpRoute>([ROUTES.signIn, ROUTES.signInCallback, ROUTES.answerPage, ROUTES.answerByLink]);

/**
 * Lets in who may come through a door, and for the tenants that they may: the one place that decides it. What they see
 * inside is then decided by the database, by what is noted here.
 */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    @Inject(IdentityKeeper) private readonly keeper: IdentityKeeper,
    @Inject(AddressBudget) private readonly addresses: AddressBudget,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
  ) {}

  /** Throws what {@link IdentityKeeper.identify} does, `not-allowed` and `unknown-tenant`. */
  async canActivate(context: ExecutionContext): Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const door = doorOf(request);
    if (!door)
      throw new Error(`${request.method} ${request.url} is no door of the contract, and nobody comes through.`);
    if (COUNTED.has(door)) await this.addresses.count(request.ip);
    if (!askingOf(request)) await this.#letIn(request, http.getResponse<FastifyReply>(), door);
    return true;
  }

  /**
   * Asks whoever sends a body before it is taken in, so that nobody unknown takes memory; {@link canActivate} does not
   * ask them again. Throws the same.
   */
  async askBeforeBody(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const door = doorOf(request);
    if (!door || !hasBody(request)) return;
    try {
      await this.#letIn(request, reply, door);
    } catch (error) {
      stopSending(request, reply);
      throw error;
    }
  }

  async #letIn(request: FastifyRequest, reply: FastifyReply, door: HttpRoute): Promise<void> {
    const { allows } = door;
    if (allows === 'anyone') return;
    const identity = await this.#identify(request, reply);
    const asking = await this.#narrowed(door, request, { identity, access: requirePermission(identity, allows) });
    requireTenants(request, asking.access);
    noteAsker(request, asking);
  }

  /** Whoever asks what a customer is shown is, until that is answered, somebody of theirs: there is no second rule. */
  async #narrowed(door: HttpRoute, request: FastifyRequest, asking: Asking): Promise<Asking> {
    const seenBy = seenByOf(door, request);
    if (seenBy === null || door.allows === 'anyone') return asking;
    const identity = asCustomerOf(seenBy, asking.identity, asking.access.seesSecurity);
    await this.tenants.including(seenBy);
    return { identity, access: requirePermission(identity, door.allows) };
  }

  /** Whoever was refused too often is not asked who they are for a while: what they try costs nothing then. */
  async #identify(request: FastifyRequest, reply: FastifyReply): Promise<Identity> {
    await this.addresses.requireSome(request.ip);
    try {
      return await this.keeper.identify(request, reply);
    } catch (error) {
      if (isAboutCredentials(error)) await this.addresses.count(request.ip);
      throw error;
    }
  }
}

/** Throws `not-allowed` when the identity does not have the permission at all. */
export function requirePermission(identity: Identity, permission: Permission): Access {
  const access = accessOf(identity, permission);
  if (!access) throw notPermitted(identity, permission);
  return access;
}

function isAboutCredentials(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'bad-key' || error.code === 'who-are-you');
}

/** Null: it is none of the contract's, as the console's files. */
function doorOf({ method, routeOptions: { url = '' } }: FastifyRequest): HttpRoute | null {
  return DOORS.get(`${method === 'HEAD' ? 'GET' : method} ${url}`) ?? null;
}

/** Another tenant does not exist, in the same words as one that there is not. */
function requireTenants({ params, query }: FastifyRequest, { tenants }: Access): void {
  for (const { tenant } of [params, query] as { tenant?: unknown }[]) {
    for (const name of [tenant ?? []].flat()) if (!reaches(tenants, String(name))) throw unknownTenant(String(name));
  }
}

function notPermitted({ actor, grants }: Identity, permission: Permission): ProblemError {
  const roles = [...new Set(grants.map(({ as }) => as))].join(', ');
  const detail = `${nameOfActor(actor)} (${roles}) is not permitted to ${permission}. Ask somebody who is.`;
  return new ProblemError('not-allowed', detail);
}
