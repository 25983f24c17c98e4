import {
  type AuditKeys,
  CHAIN_START,
  HASH_BYTES,
  type SealedEntry,
  checkpointOf,
  headOf,
  isHead,
  isMark,
  linksOf,
} from '@demarc/contracts';
import { type Instant, epochMs } from '@demarc/domain';
import type { HeldChain } from '@demarc/store';

/** A mark is a transaction's: at most a batch of the router. */
const MARKS_AT_ONCE = 10;
/** What is found when a chain begins is sealed so many entries at once. */
const FOUND_AT_ONCE = 5_000;
const CHECKPOINT_EVERY_LINKS = 10_000;
export const CHECKPOINT_EVERY_MS = 5 * 60_000;

/** What came of sealing a chain once. */
export interface SealedRound {
  readonly sealed: number;
  /** Marks that nobody signed who may. */
  readonly refused: number;
  /** There may be more. */
  readonly more: boolean;
}

/** The chain as it is kept does not end where it was sealed: it is not sealed any further, so that this stays visible. */
export class ChainBroken extends Error {
  constructor(readonly tenant: string) {
    super(
      `The end of the chain of ${tenant} is not as it was sealed, and so nothing more is. \`demarc audit verify --tenant ${tenant}\` says what is wrong.`,
    );
    this.name = 'ChainBroken';
  }
}

/**
 * Appends what waits to a chain that the caller holds, moves its end and signs a checkpoint when one is due. A chain
 * that begins takes in what is on record as it is found. Throws {@link ChainBroken}.
 */
export async function sealChain(chain: HeldChain, keys: AuditKeys, now: Instant): Promise<SealedRound> {
  const { tenant, head } = chain;
  const key = keys.current;
  if (head && !isHead(keys.find(head.keyId), tenant, head)) throw new ChainBroken(tenant);
  let { seq, link } = head ?? { seq: 0, link: CHAIN_START };
  const append = async (names: string): Promise<void> => {
    const hashes = await chain.hashesOf(names);
    const entries = entriesOf(names, hashes);
    const links = linksOf(key, tenant, link, seq + 1, entries);
    await chain.append({
      firstSeq: seq + 1,
      entries: entries.length,
      names,
      hashes,
      links: Buffer.concat(links),
      keyId: key.id,
      sealedAt: now,
    });
    seq += entries.length;
    link = links.at(-1)!;
  };
  if (!head) for await (const names of chain.namesOfBefore(FOUND_AT_ONCE)) await append(names);
  const marks = await chain.takeMarks(MARKS_AT_ONCE);
  const [good = [], bad = []] = [true, false].map((wanted) =>
    marks.filter(({ keyId, mac, markId, names }) => isMark(keys.find(keyId), mac, tenant, markId, names) === wanted),
  );
  for (const mark of bad) await chain.refuse(mark);
  if (good.length > 0) await append(good.map(({ names }) => names).join('\n'));
  const checkpoint = await checkpointWhenDue(chain, keys, { seq, link }, now);
  const moved = seq !== (head?.seq ?? -1);
  if (moved || checkpoint) {
    const { checkpoints = 0, checkpointSeq = 0, checkpointAt = null } = checkpoint ?? head ?? {};
    await chain.moveHead({ ...headOf(key, tenant, seq, link), checkpoints, checkpointSeq, checkpointAt });
  }
  return { sealed: seq - (head?.seq ?? 0), refused: bad.length, more: marks.length === MARKS_AT_ONCE };
}

/** Pairs the names of a stretch with their hashes. */
function entriesOf(names: string, hashes: Buffer): readonly SealedEntry[] {
  return names
    .split('\n')
    .map((name, index) => ({ name, hash: hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES) }));
}

async function checkpointWhenDue(
  chain: HeldChain,
  { current }: AuditKeys,
  { seq, link }: { readonly seq: number; readonly link: Buffer },
  now: Instant,
) {
  const { tenant, head } = chain;
  const since = head?.checkpointSeq ?? -1;
  const lastMs = head?.checkpointAt ? epochMs(head.checkpointAt) : Number.NEGATIVE_INFINITY;
  const due = seq - since >= CHECKPOINT_EVERY_LINKS || epochMs(now) - lastMs >= CHECKPOINT_EVERY_MS;
  if (seq === since || !due) return null;
  const number = (head?.checkpoints ?? 0) + 1;
  const { keyId, signature } = checkpointOf(current, { tenant, number, seq, link: link.toString('hex'), at: now });
  await chain.check({ number, seq, link, at: now, keyId, signature });
  return { checkpoints: number, checkpointSeq: seq, checkpointAt: now };
}
