import { expect, it } from '@jest/globals';
import { Health } from './health.js';
import type { Log } from './log.js';

const AWAY = 'connect ECONNREFUSED 10.0.0.5:5432';

function watched() {
  const logged: unknown[] = [];
  const state: { wrong: string | null } = { wrong: AWAY };
  const health = new Health({ warn: (what: unknown) => logged.push(what) } as unknown as Log);
  health.require('postgresql', () => {
    if (state.wrong !== null) throw new Error(state.wrong);
    return null;
  });
  health.require('nats', () => null);
  return { health, state, logged };
}

it('tells who asks the names of what is not well, and the log what is wrong with it', async () => {
  const { health, logged } = watched();
  expect(await health.failing()).toEqual(['postgresql']);
  expect(logged).toEqual([{ problems: { postgresql: AWAY } }]);
});

it('says the same once, however often it is asked, and anew when it changed', async () => {
  const { health, state, logged } = watched();
  await health.failing();
  await health.failing();
  expect(logged).toHaveLength(1);
  state.wrong = null;
  expect(await health.failing()).toEqual([]);
  state.wrong = 'too many clients';
  await health.failing();
  state.wrong = AWAY;
  await health.failing();
  expect(logged).toEqual([AWAY, 'too many clients', AWAY].map((postgresql) => ({ problems: { postgresql } })));
});
