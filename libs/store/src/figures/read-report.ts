import type { Figures, Instant, Party } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { type CountedGroup, type ReportGroup, countIncidents } from './count-incidents.js';
import { type NoticeFigures, countNotices } from './count-notices.js';
import type { ReportScope } from './report-scope.js';
import { tallyFigures } from './tally-figures.js';

export interface Report {
  /** In no order. */
  readonly groups: readonly CountedGroup[];
  readonly figures: Figures;
  readonly notices: Readonly<Record<Party, NoticeFigures>>;
}

/** What happened in a period. All of it is of one moment, however long it takes; nothing waits for it. */
export async function readReport(
  store: DataSource,
  scope: ReportScope,
  by: ReportGroup,
  now: Instant,
): Promise<Report> {
  return inTransaction(store, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    return {
      groups: await countIncidents(client, scope, by),
      figures: await tallyFigures(client, scope),
      notices: await countNotices(client, scope, now),
    };
  });
}
