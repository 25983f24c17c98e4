import {
  type AuditFinding,
  type AuditKeys,
  ChainCheck,
  type Checkpoint,
  HASH_BYTES,
  type SealedEntry,
  type Slot,
  type Stretch,
  isMark,
} from '@demarc/contracts';
import type { AuditSnapshot, CheckpointRow, ComparedStretch, WaitingMark } from '@demarc/store';

/** What waits for longer is told as a finding. */
const SEALED_WITHIN_S = 60;
const ABSENT = Buffer.alloc(HASH_BYTES);

export interface TenantFigures {
  readonly entries: number;
  readonly checkpoints: number;
  readonly waiting: number;
}

/**
 * Checks one tenant's record: yields what is wrong as it is found, and answers the figures. Holds a page of the chain in
 * memory, however long it is.
 */
export async function* verifyTenant(
  snapshot: AuditSnapshot,
  keys: AuditKeys,
  tenant: string,
  anchors: readonly Checkpoint[],
): AsyncGenerator<AuditFinding, TenantFigures, void> {
  const checkpoints = (await snapshot.checkpoints(tenant)).map((row) => checkpointOfRow(tenant, row));
  const check = new ChainCheck(keys, tenant, new Set([...checkpoints, ...anchors].map(({ seq }) => seq)));
  // One page behind, since the last entry of a page is judged by the one after it.
  let held: readonly ComparedStretch[] = [];
  for await (const page of snapshot.stretches(tenant)) {
    if (held.length > 0) yield* check.take(pageOf(held, keys, page[0]!));
    held = page;
  }
  if (held.length > 0) yield* check.take(pageOf(held, keys, null));
  const waiting = { entries: 0, unknown: [] as string[], late: [] as AuditFinding[] };
  for await (const marks of snapshot.waiting(tenant)) {
    for (const mark of marks) yield* judged(mark, keys, tenant, waiting);
  }
  yield* check.end({
    head: await snapshot.head(tenant),
    checkpoints,
    anchors,
    unknown: [...waiting.unknown, ...(await snapshot.unknown(tenant))],
    twice: await snapshot.twice(tenant),
  });
  return { entries: check.figures.entries, checkpoints: checkpoints.length, waiting: waiting.entries };
}

export function checkpointOfRow(tenant: string, { link, ...row }: CheckpointRow): Checkpoint {
  return { tenant, ...row, link: link.toString('hex') };
}

/** What a mark that waits says: that it waits for too long, that its entries are gone, or that nobody signed it. */
function* judged(
  { names, mac, markId, keyId, recorded, waits }: WaitingMark,
  keys: AuditKeys,
  tenant: string,
  waiting: { entries: number; readonly unknown: string[] },
): Generator<AuditFinding, void, void> {
  const entries = entriesOf(names, recorded);
  if (!isMark(keys.find(keyId), mac, tenant, markId, names)) {
    waiting.unknown.push(...entries.filter(({ hash }) => !hash.equals(ABSENT)).map(({ name }) => name));
    return;
  }
  waiting.entries += entries.length;
  for (const { name: entry, hash } of entries) {
    const about = { tenant, entry, seq: null };
    if (hash.equals(ABSENT))
      yield { ...about, kind: 'removed', detail: 'it was written and is gone before it was sealed' };
    else if (waits > SEALED_WITHIN_S)
      yield {
        ...about,
        kind: 'unsealed',
        detail: `it waits to be sealed for ${Math.round(waits)} s: is a router running?`,
      };
  }
}

function pageOf(rows: readonly ComparedStretch[], keys: AuditKeys, next: ComparedStretch | null) {
  const recorded = new Map<string, Buffer>();
  const stretches = rows.map((row): Stretch => {
    for (const { name, hash } of entriesOf(row.names, row.recorded)) if (!hash.equals(ABSENT)) recorded.set(name, hash);
    return stretchOf(row);
  });
  return { stretches, ahead: next && firstOf(stretchOf(next), keys), recorded };
}

function stretchOf({ firstSeq, keyId, names, hashes, links }: ComparedStretch): Stretch {
  return { firstSeq, keyId, entries: entriesOf(names, hashes), links: entriesOf(names, links).map(({ hash }) => hash) };
}

function firstOf({ keyId, entries, links }: Stretch, keys: AuditKeys): Slot {
  return { ...entries[0]!, link: links[0]!, key: keys.find(keyId) };
}

function entriesOf(names: string, hashes: Buffer): readonly SealedEntry[] {
  return names
    .split('\n')
    .map((name, index) => ({ name, hash: hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES) }));
}
