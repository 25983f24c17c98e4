import { expect, it } from '@jest/globals';
import { type ServerSentEvent, readServerSentEvents } from './server-sent-events.js';

/** A line on which this is said before it ends, or before it says nothing more. */
function line(said: readonly string[], ends: boolean): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const text of said) controller.enqueue(new TextEncoder().encode(text));
      if (ends) controller.close();
    },
  });
}

it('tells each event, however it was cut, and passes over signs of life', async () => {
  const told: ServerSentEvent[] = [];
  const said = ['retry: 2000\nid: 4\n', '\n: still here\n\nid: 5\nevent: opened\nda', 'ta: {"a":1}\n\n'];
  await readServerSentEvents(line(said, true), 60_000, (event) => told.push(event));
  expect(told).toEqual([
    { id: '4', event: null, data: '' },
    { id: '5', event: 'opened', data: '{"a":1}' },
  ]);
});

it('gives up a line on which nothing is said any more', async () => {
  const told: string[] = [];
  const reading = readServerSentEvents(line(['id: 4\n\n'], false), 20, ({ id }) => told.push(id));
  await expect(reading).rejects.toThrow('nothing came for 20 ms');
  expect(told).toEqual(['4']);
});
