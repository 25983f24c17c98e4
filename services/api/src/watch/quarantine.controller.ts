import { isUtf8 } from 'node:buffer';
import { type AnswerOf, type QuarantineView, ROUTES, type quarantineQuery } from '@demarc/contracts';
import { DataSource, listQuarantine, readQuarantined } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';

@Controller()
export class QuarantineController {
  constructor(@Inject(DataSource) private readonly store: DataSource) {}

  @Door(ROUTES.listQuarantine)
  async list(
    @FromQuery(ROUTES.listQuarantine) { limit, cursor, ...filter }: z.output<typeof quarantineQuery>,
  ): Promise<AnswerOf<typeof ROUTES.listQuarantine>> {
    const { items, next } = await listQuarantine(this.store, filter, { limit, cursor });
    return { items: items as QuarantineView[], next };
  }

  @Door(ROUTES.readQuarantined)
  async read(
    @FromPath(ROUTES.readQuarantined) { id }: { id: string },
  ): Promise<AnswerOf<typeof ROUTES.readQuarantined>> {
    const found = await readQuarantined(this.store, id);
    if (!found) throw new ProblemError('not-found', `No quarantined message has the id ${id}.`);
    const { item, raw } = found;
    const text = isUtf8(raw) ? raw.toString('utf8') : null;
    return { ...(item as QuarantineView), raw: { base64: raw.toString('base64'), text } };
  }
}
