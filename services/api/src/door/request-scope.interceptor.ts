import { ALL_TENANTS, actingFor } from '@demarc/store';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';

/** For whom the database works during a request. The one place where that is said. */
@Injectable()
export class RequestScope implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    // Until requests carry an identity, everybody is the provider. Nest binds what comes next to where `handle` is called.
    return actingFor(ALL_TENANTS, () => next.handle());
  }
}
