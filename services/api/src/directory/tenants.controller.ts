import { type AnswerOf, POKES, RESERVED_TENANTS, ROUTES, type TenantView, type tenantBody } from '@demarc/contracts';
import type { Clock, NatsConnection } from '@demarc/runtime';
import { DataSource, type TenantRow, loadTenants, putTenant } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Door } from '../door/door.decorator.js';
import { FromBody } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CLOCK } from '../tokens.js';

@Controller()
export class TenantsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Door(ROUTES.putTenant)
  async putTenant(
    @FromBody(ROUTES.putTenant) body: z.output<typeof tenantBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerOf<typeof ROUTES.putTenant>> {
    if (RESERVED_TENANTS.some((reserved) => reserved === body.tenant)) {
      const detail = `${body.tenant} is the provider's own name; a customer needs another one.`;
      throw new ProblemError('invalid-content', detail, { errors: [{ field: 'tenant', detail }] });
    }
    const { tenant, created } = await putTenant(this.store, body, this.clock.now());
    await this.tenants.reload();
    this.bus.publish(
      POKES.directoryOf(tenant.tenant),
      JSON.stringify({ tenant: tenant.tenant, revision: tenant.directory.revision }),
    );
    reply.status(created ? 201 : 200);
    return viewOf(tenant);
  }

  @Door(ROUTES.listTenants)
  async listTenants(): Promise<AnswerOf<typeof ROUTES.listTenants>> {
    return { items: (await loadTenants(this.store)).map(viewOf) };
  }
}

function viewOf({ tenant, name, entraTenantId, directory, directoryFreshHours }: TenantRow): TenantView {
  return {
    tenant,
    name,
    entraTenantId,
    directoryRevision: directory.revision,
    directoryLoaded: directory.asOf !== null,
    directoryAsOf: directory.asOf,
    directoryCoverage: directory.coverage,
    directoryFreshHours,
  };
}
