import {
  type AnswerOf,
  type Coverage,
  type DeviceView,
  MOST_CHANGES_SHOWN,
  POKES,
  ROUTES,
  type deviceImportQuery,
  type deviceQuery,
} from '@demarc/contracts';
import { type Device, PROVIDER, parseInstant } from '@demarc/domain';
import type { Clock, Log, NatsConnection } from '@demarc/runtime';
import { DEVICE_COLUMNS, DataSource, type Inventory, importDevices, listDevices, previewDevices } from '@demarc/store';
import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CLOCK, LOG } from '../tokens.js';
import { importRefusal, olderRefusal, tableOf } from './import-body.js';

type Path = { readonly tenant: string };

@Controller()
export class DevicesController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.importDevices)
  async importDevices(
    @FromPath(ROUTES.importDevices) { tenant }: Path,
    @FromQuery(ROUTES.importDevices) { coverage, asOf: given }: z.output<typeof deviceImportQuery>,
    @Req() request: FastifyRequest,
  ): Promise<AnswerOf<typeof ROUTES.importDevices>> {
    const inventory = await this.#inventoryOf(tenant, coverage, given);
    const table = tableOf(ROUTES.importDevices, request, DEVICE_COLUMNS);
    const answer = await importDevices(this.store, tenant, table, inventory);
    if (!answer.ok) throw answer.olderThan ? olderRefusal(given, answer.olderThan) : importRefusal(answer.errors);
    const { added, changed, unchanged, revision, asOf } = answer;
    this.bus.publish(POKES.directoryOf(tenant), JSON.stringify({ tenant, revision }));
    this.log.info({ tenant, added, changed, unchanged, revision, asOf, coverage }, 'devices imported');
    return { added, changed, unchanged, revision, asOf, coverage };
  }

  @Door(ROUTES.previewDevices)
  async previewDevices(
    @FromPath(ROUTES.previewDevices) { tenant }: Path,
    @FromQuery(ROUTES.previewDevices) { coverage, asOf: given }: z.output<typeof deviceImportQuery>,
    @Req() request: FastifyRequest,
  ): Promise<AnswerOf<typeof ROUTES.previewDevices>> {
    const inventory = await this.#inventoryOf(tenant, coverage, given);
    const table = tableOf(ROUTES.previewDevices, request, DEVICE_COLUMNS);
    const answer = await previewDevices(this.store, tenant, table, inventory);
    if (!answer.ok) throw answer.olderThan ? olderRefusal(given, answer.olderThan) : importRefusal(answer.errors);
    const changes = answer.changes.slice(0, MOST_CHANGES_SHOWN).map(({ line, before, after }) => {
      return { line, before: before && viewOf(before), after: viewOf(after) };
    });
    return { ...answer.counts, changes, asOf: answer.asOf, coverage };
  }

  @Door(ROUTES.listDevices)
  async listDevices(
    @FromPath(ROUTES.listDevices) { tenant }: Path,
    @FromQuery(ROUTES.listDevices) { q, limit, cursor }: z.output<typeof deviceQuery>,
  ): Promise<AnswerOf<typeof ROUTES.listDevices>> {
    await this.tenants.requireDirectory(tenant);
    const { items, next } = await listDevices(this.store, tenant, q ?? null, { limit, cursor });
    return { items: items.map(viewOf), next };
  }

  /** Throws when the tenant has no devices, or the inventory cannot have been read then. */
  async #inventoryOf(tenant: string, coverage: Coverage, given: string | undefined): Promise<Inventory> {
    if (tenant === PROVIDER) {
      const detail = `${tenant} has contacts only: devices belong to customers.`;
      throw new ProblemError('invalid-content', detail, { errors: [{ field: 'tenant', detail }] });
    }
    const now = this.clock.now();
    const asOf = parseInstant(given) ?? undefined;
    if (asOf && asOf > now) {
      const detail = `${given} is yet to come; say when the inventory was read, or leave it out for now.`;
      throw new ProblemError('invalid-parameter', detail, { errors: [{ field: 'asOf', detail }] });
    }
    await this.tenants.including(tenant);
    return { now, asOf, coverage };
  }
}

function viewOf(device: Device): DeviceView {
  return {
    ...device,
    names: [...device.names],
    defenderIds: [...device.defenderIds],
    rings: [...device.rings],
    tags: [...device.tags],
    groups: [...device.groups],
    users: [...device.users],
    registrations: [...device.registrations],
    enrolments: [...device.enrolments],
  };
}
