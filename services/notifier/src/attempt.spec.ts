import type { Instant } from '@demarc/domain';
import { createLog } from '@demarc/runtime';
import { expect, it } from '@jest/globals';
import { type AttemptOptions, attempt } from './attempt.js';
import type { Sendable } from './sendable.js';

it('does not throw and sends nothing while what mutes cannot be read', async () => {
  const options = {
    stages: [() => Promise.reject(new Error('Connection terminated unexpectedly'))],
    clock: { now: () => '2026-11-27T08:00:00.0000000Z' as Instant },
    log: createLog('notifier', 'silent'),
  } as unknown as AttemptOptions;

  const attempted = await attempt({ id: 'delivery-1', tenant: 'contoso' } as Sendable, options);

  expect(attempted.answer).toBeNull();
  await attempted.recorded;
});
