import { expect, test } from '@jest/globals';
import type { OwnTemplate } from '@demarc/contracts';
import { createLog } from '@demarc/runtime';
import { OwnTemplates } from './own-templates.js';

const TEMPLATE: OwnTemplate = { kind: 'offer', channel: null, language: 'fr', text: 'Subject: x\n## y\nz' };

function loading(load: () => Promise<readonly OwnTemplate[]>) {
  const state = { nowMs: 0, loads: 0 };
  const templates = new OwnTemplates({
    load: () => {
      state.loads += 1;
      return load();
    },
    log: createLog('test', 'silent'),
    monotonicMs: () => state.nowMs,
  });
  return { templates, state };
}

test('a storm of notices asks once, and a change is seen two seconds later', async () => {
  let kept: readonly OwnTemplate[] = [];
  const { templates, state } = loading(async () => kept);
  await Promise.all(Array.from({ length: 1_000 }, () => templates.of('contoso')));
  expect(state.loads).toBe(1);
  kept = [TEMPLATE];
  state.nowMs = 1_999;
  expect(await templates.of('contoso')).toEqual([]);
  state.nowMs = 2_000;
  expect(await templates.of('contoso')).toEqual([TEMPLATE]);
});

test('when they cannot be read the shipped ones are used', async () => {
  const { templates } = loading(() => Promise.reject(new Error('no database')));
  expect(await templates.of('contoso')).toEqual([]);
});
