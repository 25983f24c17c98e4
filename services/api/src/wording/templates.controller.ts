import {
  type AnswerOf,
  ROUTES,
  TemplateError,
  TemplateLibrary,
  type TemplateView,
  type Worded,
  checkTemplate,
  type templateBody,
  type templateKeyQuery,
} from '@demarc/contracts';
import { type Actor, nameOfActor } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { DataSource, loadTemplatesOf, putTemplate, removeTemplate } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromBody, FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { CLOCK, LOG } from '../tokens.js';

type Path = { readonly tenant: string };

/** How a tenant words the notices to its contacts. Its own words are its own; Microsoft's are Microsoft's alone. */
@Controller()
export class TemplatesController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(TemplateLibrary) private readonly library: TemplateLibrary,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.listTemplates)
  async list(@FromPath(ROUTES.listTemplates) { tenant }: Path): Promise<AnswerOf<typeof ROUTES.listTemplates>> {
    await this.tenants.requireDirectory(tenant);
    const own = await loadTemplatesOf(this.store, tenant);
    const shipped = this.library.shipped.map((one): TemplateView => ({
      ...one,
      shipped: true,
      changedAt: null,
      changedBy: null,
    }));
    return { items: [...own.map((one): TemplateView => ({ ...one, shipped: false })), ...shipped] };
  }

  @Door(ROUTES.putTemplate)
  async put(
    @FromPath(ROUTES.putTemplate) { tenant }: Path,
    @FromBody(ROUTES.putTemplate) body: z.output<typeof templateBody>,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.putTemplate>> {
    await this.tenants.requireDirectory(tenant);
    const sample = this.#try(body);
    const template = { ...body, changedAt: this.clock.now(), changedBy: nameOfActor(actor) };
    await putTemplate(this.store, tenant, template);
    const { kind, channel, language } = body;
    this.log.info({ tenant, kind, channel, language, by: template.changedBy }, 'a template was written');
    return { template: { ...template, shipped: false }, sample };
  }

  @Door(ROUTES.removeTemplate)
  async remove(
    @FromPath(ROUTES.removeTemplate) { tenant }: Path,
    @FromQuery(ROUTES.removeTemplate) { kind, channel: given, language }: z.output<typeof templateKeyQuery>,
    @Acting() actor: Actor,
  ): Promise<AnswerOf<typeof ROUTES.removeTemplate>> {
    await this.tenants.requireDirectory(tenant);
    const channel = given ?? null;
    const removed = await removeTemplate(this.store, tenant, { kind, channel, language });
    const which = `${kind} in ${language} for ${channel ?? 'every channel'}`;
    if (!removed)
      throw new ProblemError('not-found', `${tenant} has no template of its own for ${which}; list them to see which.`);
    this.log.info({ tenant, kind, channel, language, by: nameOfActor(actor) }, 'a template was removed');
    return this.list({ tenant });
  }

  #try(body: z.output<typeof templateBody>): Worded {
    try {
      return checkTemplate(this.library, body);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const { line, reason } = error;
      const detail = `The template cannot be used: line ${line}: ${reason}. Nothing was changed.`;
      throw new ProblemError('invalid-content', detail, { errors: [{ field: 'text', line, detail: reason }] });
    }
  }
}
