import { describe, expect, it } from '@jest/globals';
import { AddressBudget } from './address-budget.js';

const TOO_MANY = { code: 'too-many-requests', more: { retryAfterS: expect.any(Number) } };

describe('an address', () => {
  it('has to wait once it was refused too often, and others have not', async () => {
    const budget = new AddressBudget(2);
    await budget.count('192.0.2.1');
    await budget.requireSome('192.0.2.1');
    await budget.count('192.0.2.1');
    await expect(budget.requireSome('192.0.2.1')).rejects.toMatchObject(TOO_MANY);
    await expect(budget.count('192.0.2.1')).rejects.toMatchObject(TOO_MANY);
    await budget.requireSome('192.0.2.2');
  });

  it.each([
    ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2', true],
    ['2001:db8:0:1::1', '2001:db8:0:2::1', false],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::ffff:192.0.2.1', '192.0.2.2', false],
  ])('%s and %s are the same: %s', async (one, other, same) => {
    const budget = new AddressBudget(1);
    await budget.count(one);
    const asked = budget.requireSome(other).then(
      () => false,
      () => true,
    );
    expect(await asked).toBe(same);
  });

  it('is never refused when there is no limit', async () => {
    const budget = new AddressBudget(0);
    await budget.count('192.0.2.1');
    await budget.requireSome('192.0.2.1');
  });
});
