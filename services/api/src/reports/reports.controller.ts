import { CSV_MEDIA_TYPE, ROUTES, type ReportView, reportCsv, type reportQuery } from '@demarc/contracts';
import { type Actor, epochMs, instantOf, parseInstant, seesInternal } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import { DataSource, readReport } from '@demarc/store';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acting } from '../access/asker.decorator.js';
import { Door } from '../door/door.decorator.js';
import { FromQuery } from '../door/given.decorators.js';
import { ProblemError } from '../door/problem-error.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { CLOCK } from '../tokens.js';

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
    const { tenant = null, party = null, groupBy, format } = query;
    if (tenant !== null) await this.tenants.including(tenant);
    const now = this.clock.now();
    const until = query.until === undefined ? now : parseInstant(query.until)!;
    const from = query.from === undefined ? instantOf(epochMs(until) - USUAL_MS) : parseInstant(query.from)!;
    if (from >= until) {
      const detail = 'must be before the end of the period';
      throw new ProblemError('invalid-parameter', `from: ${detail}`, { errors: [{ field: 'from', detail }] });
    }
    const scope = { from, until, tenant, party, internal: seesInternal(reader.party) };
    const { groups, figures, notices } = await readReport(this.store, scope, groupBy, now);
    const sorted = groups.toSorted((a, b) => (groupBy === 'month' ? (a.key < b.key ? -1 : 1) : b.opened - a.opened));
    const report: ReportView = { from, until, tenant, party, groupBy, groups: sorted, ...figures, notices };
    if (format === 'json') return void (await reply.send(report));
    await reply
      .header('content-type', `${CSV_MEDIA_TYPE}; charset=utf-8`)
      .header('content-disposition', 'attachment; filename="demarc-report.csv"')
      .send(reportCsv(report));
  }
}
