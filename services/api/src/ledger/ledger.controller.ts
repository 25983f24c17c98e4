import { type AnswerOf, ROUTES, type untoldQuery } from '@demarc/contracts';
import { type Actor, type Instant, UNTOLD_REASONS, epochMs, instantOf, seesInternal } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { DataSource, deliveriesOfIncident, listUntold } from '@demarc/store';
import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromPath, FromQuery } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { requireIncident } from '../incidents/incident-lookup.js';
import { noticeViewOf } from '../incidents/notice-view.js';
import { CLOCK } from '../tokens.js';
import { ledgerViewOf } from './ledger-view.js';
import { untoldViewOf } from './untold-view.js';

const MINUTE_MS = 60_000;
const NOT_AS_USUAL = UNTOLD_REASONS.filter((reason) => reason !== 'on-the-way');

/** Who was owed what, and who should know and does not. */
@Controller()
export class LedgerController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Door(ROUTES.readLedger)
  async readLedger(
    @FromPath(ROUTES.readLedger) { id }: { id: string },
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.readLedger>> {
    const incident = await requireIncident(this.store, id, reader);
    const notices = await deliveriesOfIncident(this.store, incident.tenant, incident.id);
    const now = this.clock.now();
    return ledgerViewOf(
      incident,
      notices.map((notice) => noticeViewOf(notice, incident.severity, reader.party, now)),
    );
  }

  @Door(ROUTES.listUntold)
  async listUntold(
    @FromQuery(ROUTES.listUntold)
    { tenant, party, reason, olderThanMinutes, limit, cursor }: z.output<typeof untoldQuery>,
    @Acting() reader: Actor,
  ): Promise<AnswerOf<typeof ROUTES.listUntold>> {
    if (tenant !== undefined) await this.tenants.including(tenant);
    const now = this.clock.now();
    const owedUntil = olderThanMinutes === undefined ? null : before(now, olderThanMinutes);
    const filter = {
      tenant: tenant ?? null,
      party: party ?? null,
      reasons: reason ?? (owedUntil === null ? NOT_AS_USUAL : null),
      owedUntil,
      internal: seesInternal(reader.party),
    };
    const { items, next } = await listUntold(this.store, filter, { limit, cursor }, now);
    return { items: items.map((notice) => untoldViewOf(notice, reader.party)), next };
  }
}

function before(now: Instant, minutes: number): Instant {
  return instantOf(epochMs(now) - minutes * MINUTE_MS);
}
