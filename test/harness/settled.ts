import type { StatusBody } from '@demarc/contracts';
import { eventually } from './eventually.js';
import type { Stack } from './stack.js';

/** Resolves when every event published so far is committed or quarantined: what is not there then, never comes. */
export async function everythingRouted(stack: Stack): Promise<void> {
  await eventually('the stream of events to be empty', async () => (await messagesIn(stack, 'EVENTS')) === 0);
}

/** As {@link everythingRouted}, and every notice of it was planned, tried and recorded. */
export async function everythingTold(stack: Stack): Promise<void> {
  await everythingRouted(stack);
  await eventually('the outbox to be empty', async () => (await countOf(stack, 'outbox')) === 0);
  await eventually('the stream of notices to be empty', async () => (await messagesIn(stack, 'NOTICES')) === 0);
  await stack.notifier.settled();
}

/** As {@link everythingRouted}, and a search knows all of it. */
export async function everythingFound(stack: Stack): Promise<void> {
  await everythingRouted(stack);
  await eventually('the search backlog to be empty', async () => (await countOf(stack, 'search_backlog')) === 0);
}

/** How many rows a table has; `where` is SQL of the story's own. */
export async function countOf(
  stack: Stack,
  table: string,
  where = 'true',
  values: readonly unknown[] = [],
): Promise<number> {
  const [row] = await stack.store.query<{ count: number }[]>(
    `select count(*)::int as count from ${table} where ${where}`,
    [...values],
  );
  return row!.count;
}

async function messagesIn(stack: Stack, stream: string): Promise<number | undefined> {
  const { body } = await stack.http.get<StatusBody>('/v1/status');
  return body.streams.find(({ name }) => name === stream)?.messages;
}
