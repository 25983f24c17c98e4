import { epochMs, instantOf } from '@demarc/domain';
import type { Clock, Log } from '@demarc/runtime';
import { type DataSource, type ForgottenNotice, loadForgotten } from '@demarc/store';
import { planEach } from './plan-each.js';
import type { Planner } from './planner.js';
import type { Sender } from './sender.js';

/** A notice that is owed for so long and not planned was not told by its message: that is late, or lost with its stream. */
const FORGOTTEN_AFTER_MS = 30_000;
const PLANNED_AT_ONCE = 500;

/**
 * Plans what the database says is owed and no message told of: the rows are the truth, and messages only make it quick.
 * Planning a notice whose message comes after all changes nothing. Never throws; what fails is looked at again.
 */
export async function planForgotten(by: {
  readonly store: DataSource;
  readonly clock: Clock;
  readonly planner: Planner;
  readonly sender: Sender;
  readonly log: Log;
}): Promise<void> {
  const owedUntil = instantOf(epochMs(by.clock.now()) - FORGOTTEN_AFTER_MS);
  let last: ForgottenNotice | null = null;
  try {
    do {
      const page: readonly ForgottenNotice[] = await loadForgotten(
        by.store,
        { owedUntil, after: last },
        PLANNED_AT_ONCE,
      );
      if (page.length === 0) return;
      by.log.warn({ notices: page.length }, 'notices are planned whose messages did not come');
      const refused = await planEach(by, await by.planner.load(page));
      if (refused.size > 0) by.log.error({ refused: [...refused] }, 'notices cannot be planned');
      last = page.length < PLANNED_AT_ONCE ? null : page.at(-1)!;
    } while (last);
  } catch (error) {
    by.log.warn({ err: error }, 'notices whose messages did not come cannot be planned now');
  }
}
