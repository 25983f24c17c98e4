interface Page<One> {
  readonly items: readonly One[];
  readonly next: string | null;
}

interface Muted<One> {
  readonly found: readonly One[];
  /** There are more than were looked at, so that it may mute more than were found. */
  readonly isMore: boolean;
}

/** Which of a list a silence would mute, page by page, until it ends or `most` were looked at. */
export async function mutedAmong<One>(
  read: (cursor: string | undefined) => Promise<Page<One>>,
  mutes: (one: One) => boolean,
  most: number,
): Promise<Muted<One>> {
  const found: One[] = [];
  let looked = 0;
  let cursor: string | null | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page: Page<One> = await read(cursor ?? undefined);
    looked += page.items.length;
    found.push(...page.items.filter(mutes));
    cursor = page.next;
  } while (cursor && looked < most);
  return { found, isMore: cursor !== null };
}
