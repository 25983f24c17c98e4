import { actingFor } from '@demarc/store';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { askingOf } from './asker.decorator.js';
import { whileAnswering } from './asking.js';

/**
 * Whatever is done to answer a request is done for whoever asked: the database shows what the door gives them access to.
 * At a door that is open to anyone it shows nothing, unless the door itself knows for whom it works.
 */
@Injectable()
export class AskingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    const asking = askingOf(context.switchToHttp().getRequest<FastifyRequest>());
    // Nest binds what comes next to where `handle` is called.
    return asking ? whileAnswering(asking, () => actingFor(asking.access, () => next.handle())) : next.handle();
  }
}
