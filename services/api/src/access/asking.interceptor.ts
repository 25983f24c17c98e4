import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { askingOf } from './asker.decorator.js';
import { whileAnswering } from './asking.js';

/** Whatever is done to answer a request is done for whoever asked. */
@Injectable()
export class AskingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const asking = askingOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (!asking) return next.handle();
    return new Observable((subscriber) => whileAnswering(asking, () => next.handle().subscribe(subscriber)));
  }
}
