import type { Access, Actor, Identity, Party } from '@demarc/domain';
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Asking } from './asking.js';

const askers = new WeakMap<FastifyRequest, Asking>();

/** Keeps who was let in; the guard's alone. */
export const noteAsker = (request: FastifyRequest, asking: Asking): void => void askers.set(request, asking);

export const askingOf = (request: FastifyRequest): Asking | null => askers.get(request) ?? null;

function askingAt(request: FastifyRequest): Asking {
  const asking = askers.get(request);
  if (!asking)
    throw new Error(`${request.method} ${request.routeOptions.url} lets in anyone and asks for an identity.`);
  return asking;
}

/** Who asks, of a request that the guard let in. Throws: at a door that is open to anyone, nobody was asked. */
export const identityOf = (request: FastifyRequest): Identity => askingAt(request).identity;

/** Who asks, with all they are permitted. */
export const Asker = createParamDecorator((_: unknown, context: ExecutionContext): Identity =>
  identityOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who acts or reads, by the name under which it is kept. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return identityOf(context.switchToHttp().getRequest<FastifyRequest>()).actor;
});

/** For which party somebody looks, and with which access. */
export interface Looking {
  readonly party: Party;
  readonly access: Access;
}

/** Who looks, for what is not read from the database, which would show them their own alone. */
export const Reader = createParamDecorator((_: unknown, context: ExecutionContext): Looking => {
  const { identity, access } = askingAt(context.switchToHttp().getRequest<FastifyRequest>());
  return { access, party: identity.party };
});
