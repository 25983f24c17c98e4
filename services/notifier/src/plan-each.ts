import type { NoticeMessage } from '@demarc/contracts';
import { isPoison } from '@demarc/store';
import type { Planner } from './planner.js';
import type { Sender } from './sender.js';

/**
 * Plans a batch and hands its deliveries to the sender; when the database refuses it for what one notice holds, each by
 * itself. Answers why, by id, for those that are refused. Throws what a retry may mend.
 */
export async function planEach(
  by: { readonly planner: Planner; readonly sender: Sender },
  notices: readonly NoticeMessage[],
): Promise<ReadonlyMap<string, string>> {
  try {
    await by.sender.take(await by.planner.plan(notices));
    return new Map();
  } catch (error) {
    if (!isPoison(error)) throw error;
    if (notices.length === 1) return new Map([[notices[0]!.id, `the store refuses it: ${(error as Error).message}`]]);
  }
  const refused = new Map<string, string>();
  for (const notice of notices) for (const [one, reason] of await planEach(by, [notice])) refused.set(one, reason);
  return refused;
}
