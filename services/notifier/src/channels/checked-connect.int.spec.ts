import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ReceiverAllow, systemClock } from '@demarc/runtime';
import { type FakeReceiver, startFakeReceiver } from '../../../../test/harness/fake-receiver.js';
import { FakeResolver } from '../../../../test/harness/fake-resolver.js';
import { HttpPost } from './http-post.js';

/** An address outside, of which these tests only need that it is not the receiver's. */
const OUTSIDE = '198.41.0.4';
const TIMEOUT_MS = 400;

let receiver: FakeReceiver;
let port: string;
beforeAll(async () => {
  receiver = await startFakeReceiver();
  port = new URL(receiver.url).port;
});
afterAll(() => receiver.stop());
beforeEach(() => receiver.answerWith(200));

async function post(resolver: FakeResolver, url: string, allow = '') {
  const receivers = { allow: ReceiverAllow.parse(allow), resolve: resolver.resolve };
  const through = new HttpPost({ clock: systemClock, timeoutMs: TIMEOUT_MS, connections: 1, receivers });
  const before = receiver.received.length;
  try {
    const { outcome, reason, answer } = await through.send(url, '{}');
    return { outcome, reason, answer, received: receiver.received.slice(before) };
  } finally {
    await through.close();
  }
}

it('a name that turns to an address inside after it was checked leads nowhere inside', async () => {
  const rebinding = new FakeResolver([OUTSIDE], ['127.0.0.1']);
  const { outcome, reason, received } = await post(rebinding, `https://rebinding.example:${port}/hook`);
  expect({ outcome, asked: rebinding.asked, received }).toEqual({
    outcome: 'failedTemporarily',
    asked: ['rebinding.example'],
    received: [],
  });
  expect(reason).not.toBe('accepted');
});

it('a name with one address inside among others is refused, and says why', async () => {
  const mixed = new FakeResolver([OUTSIDE, '127.0.0.1']);
  const { outcome, reason, answer, received } = await post(mixed, `https://mixed.example:${port}/hook`);
  expect({ outcome, reason, received }).toEqual({
    outcome: 'failedPermanently',
    reason: 'address-refused',
    received: [],
  });
  expect(answer).toContain('mixed.example is at a loopback address');
});

it('goes to the address that was checked, under the name that was asked for', async () => {
  const moving = new FakeResolver(['127.0.0.1'], [OUTSIDE]);
  const { reason, received } = await post(moving, `http://inside.example:${port}/hook`, '127.0.0.1/32');
  expect(reason).toBe('accepted');
  expect(received.map(({ headers }) => headers['host'])).toEqual([`inside.example:${port}`]);
  expect(moving.asked).toEqual(['inside.example']);
});

it('is not led inside by a redirect', async () => {
  receiver.answerWith({ status: 307, headers: { location: 'http://169.254.169.254/latest/meta-data' } });
  const { reason, received } = await post(new FakeResolver(['127.0.0.1']), receiver.url, '127.0.0.1/32');
  expect({ reason, received: received.length }).toEqual({ reason: 'redirected', received: 1 });
});

it('a name without an address is unreachable', async () => {
  const { reason } = await post(new FakeResolver([]), 'https://nowhere.example/hook');
  expect(reason).toBe('unreachable');
});
