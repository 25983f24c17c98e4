import type { Command } from 'commander';
import { usage } from './failure.js';

export interface PageOptions {
  readonly limit?: number;
  readonly cursor?: string;
  readonly all?: boolean;
}

const MOST_PER_PAGE = 200;

/** `--limit`, `--cursor` and `--all`, as every list has them. */
export function withPageOptions(command: Command): Command {
  return command
    .option('--limit <n>', `how many at most, up to ${MOST_PER_PAGE}`, wholeNumber)
    .option('--cursor <text>', 'go on where the list before ended')
    .option('--all', 'every page');
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** One page; with `--all` every page from there on as one. */
export async function readPages<Item>(
  { limit, cursor, all }: PageOptions,
  read: (query: { limit?: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let next = cursor ?? null;
  do {
    const most = limit ?? (all ? MOST_PER_PAGE : undefined);
    const page = await read({ ...(most !== undefined && { limit: most }), ...(next !== null && { cursor: next }) });
    items.push(...page.items);
    next = page.next;
  } while (all && next !== null);
  return { items, next };
}

/** How to see what a page left out. */
export function moreText({ next }: Page<unknown>): string | null {
  return next === null ? null : `There is more: --all, or --cursor ${next}`;
}

export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw usage(`"${text}" is no whole number above 0.`);
}
