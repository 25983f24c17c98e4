import { CONTACT_SLOTS } from '@demarc/domain';
import { expect, test } from '@jest/globals';
import { slotsOf } from './slots.js';

test('every slot that contacts are kept for is one of either party', () => {
  expect([...slotsOf(false), ...slotsOf(true)]).toEqual(CONTACT_SLOTS);
});
