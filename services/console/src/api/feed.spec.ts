import { expect, it, jest } from '@jest/globals';
import { onFeedGap, takeFromFeed, tellAll } from './feed.js';

it('says that what was read may be old when the feed begins, and when it cannot go on where it broke', () => {
  const gaps = jest.fn();
  const end = onFeedGap(gaps);
  takeFromFeed({ id: '4', event: null, data: '' });
  expect(gaps).toHaveBeenCalledTimes(1);
  takeFromFeed({ id: '4', event: null, data: '' });
  expect(gaps).toHaveBeenCalledTimes(1);
  takeFromFeed({ id: '2', event: 'reset', data: '{}' });
  expect(gaps).toHaveBeenCalledTimes(2);
  end();
  takeFromFeed({ id: '1', event: 'reset', data: '{}' });
  expect(gaps).toHaveBeenCalledTimes(2);
});

it('tells everybody, whoever of them throws', () => {
  const told: string[] = [];
  const said: unknown[] = [];
  const broken = () => {
    throw new Error('broken');
  };
  tellAll(
    new Set([broken, () => told.push('the second')]),
    (one) => one(),
    (error) => said.push(error),
  );
  expect(told).toEqual(['the second']);
  expect(said).toEqual([new Error('broken')]);
});
