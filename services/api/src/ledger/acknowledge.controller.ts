import { type AnswerOf, ROUTES, type acknowledgeNoticeBody } from '@demarc/contracts';
import type { Actor } from '@demarc/domain';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath } from '../door/given.decorators.js';
import { NoticeDesk } from './notice-desk.js';

/** Where a party says that it knows. */
@Controller()
export class AcknowledgeController {
  constructor(@Inject(NoticeDesk) private readonly notices: NoticeDesk) {}

  @Door(ROUTES.acknowledgeNotice)
  async acknowledge(
    @FromPath(ROUTES.acknowledgeNotice) { id }: { id: string },
    @Acting() actor: Actor,
    @FromBody(ROUTES.acknowledgeNotice) { through }: z.output<typeof acknowledgeNoticeBody>,
  ): Promise<AnswerOf<typeof ROUTES.acknowledgeNotice>> {
    return this.notices.acknowledge({ id, tenant: null, actor, through });
  }
}
