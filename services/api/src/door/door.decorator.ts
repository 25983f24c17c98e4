import type { HttpRoute } from '@demarc/contracts';
import { HttpCode, RequestMapping, RequestMethod, applyDecorators } from '@nestjs/common';

/** Mounts a method at a route of the contract; nothing of the address is written twice. */
export function Door(route: HttpRoute): MethodDecorator {
  return Doors([route]);
}

/** Mounts one method at several routes of the same kind, which differ in what they are given alone. */
export function Doors(routes: readonly HttpRoute[]): MethodDecorator {
  const [first] = routes as readonly [HttpRoute];
  return applyDecorators(
    RequestMapping({ path: routes.map(({ path }) => path), method: RequestMethod[first.method] }),
    HttpCode(statusOf(first)),
  );
}

function statusOf({ answers }: HttpRoute): number {
  return Math.min(...Object.keys(answers).map(Number));
}
