import type { HttpRoute } from '@demarc/contracts';
import { HttpCode, RequestMapping, RequestMethod, applyDecorators } from '@nestjs/common';

/** Mounts a method at a route of the contract; nothing of the address is written twice. */
export function Door(route: HttpRoute): MethodDecorator {
  const status = Math.min(...Object.keys(route.answers).map(Number));
  return applyDecorators(RequestMapping({ path: route.path, method: RequestMethod[route.method] }), HttpCode(status));
}
