import {
  CSV_MEDIA_TYPE,
  type FlowView,
  ROUTES,
  type ReportView,
  flowCsv,
  type flowQuery,
  reportCsv,
  type reportQuery,
} from '@demarc/contracts';
import { type Actor, type Instant, type Party, epochMs, instantOf, parseInstant, seesInternal } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { DataSource, type ReportScope, readFlow, readReport } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { CLOCK } from '../tokens.js';

/** Up to that, the load is told by hours. */
const HOURLY_MS = 3 * 24 * 3_600_000;
const USUAL_MS = 30 * 24 * 3_600_000;

/** Figures by which both parties see whether the contract was kept. */
@Controller()
export class ReportsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Door(ROUTES.readReport)
  async read(
    @FromQuery(ROUTES.readReport) query: z.output<typeof reportQuery>,
    @Acting() reader: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { party = null, groupBy, format } = query;
    const now = this.clock.now();
    const scope = await this.#scopeOf({ ...query, party }, reader, now);
    const { groups, figures, notices } = await readReport(this.store, scope, groupBy, now);
    const sorted = groups.toSorted((a, b) => (groupBy === 'month' ? (a.key < b.key ? -1 : 1) : b.opened - a.opened));
    const { from, until, tenant } = scope;
    const report: ReportView = { from, until, tenant, party, groupBy, groups: sorted, ...figures, notices };
    if (format === 'json') return void (await reply.send(report));
    await sendCsv(reply, 'demarc-report.csv', reportCsv(report));
  }
  @Door(ROUTES.readFlow)
  async readFlow(
    @FromQuery(ROUTES.readFlow) query: z.output<typeof flowQuery>,
    @Acting() reader: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = await this.#scopeOf({ ...query, party: null }, reader, this.clock.now());
    const { from, until } = scope;
    const step = epochMs(until) - epochMs(from) <= HOURLY_MS ? 'hour' : 'day';
    const { paths, load, storms } = await readFlow(this.store, scope, step);
    const flow: FlowView = {
      from,
      until,
      tenant: query.tenant ?? null,
      step,
      paths: [...paths],
      load: [...load],
      storms: [...storms],
    };
    if (query.format === 'json') return void (await reply.send(flow));
    await sendCsv(reply, 'demarc-flow.csv', flowCsv(flow));
  }

  async #scopeOf(
    { from, until, tenant = null, party }: Asked,
    { party: readers }: Actor,
    now: Instant,
  ): Promise<ReportScope> {
    if (tenant !== null) await this.tenants.including(tenant);
    const ends = until === undefined ? now : parseInstant(until)!;
    const begins = from === undefined ? instantOf(epochMs(ends) - USUAL_MS) : parseInstant(from)!;
    if (begins >= ends) {
      const detail = 'must be before the end of the period';
      throw new ProblemError('invalid-parameter', `from: ${detail}`, { errors: [{ field: 'from', detail }] });
    }
    return { from: begins, until: ends, tenant, party, internal: seesInternal(readers) };
  }
}

interface Asked {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly tenant?: string | null | undefined;
  readonly party: Party | null;
}

async function sendCsv(reply: FastifyReply, filename: string, text: string): Promise<void> {
  await reply
    .header('content-type', `${CSV_MEDIA_TYPE}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${filename}"`)
    .send(text);
}
