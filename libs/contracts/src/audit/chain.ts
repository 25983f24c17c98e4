import type { AuditKey } from './audit-key.js';

export const HASH_BYTES = 32;
/** What the first link of a chain follows. */
export const CHAIN_START = Buffer.alloc(HASH_BYTES);

/** One thing that is on record: `timeline/<incident>/<revision>` or `administration/<id>`, and the SHA-256 of its content. */
export interface SealedEntry {
  readonly name: string;
  readonly hash: Buffer;
}

/** A part of a tenant's chain, as it was sealed at once and is kept. */
export interface Stretch {
  /** Of its first entry; the first of a chain is 1. */
  readonly firstSeq: number;
  readonly keyId: string;
  readonly entries: readonly SealedEntry[];
  /** One link for each entry. */
  readonly links: readonly Buffer[];
}

/** The link of the entry at a place of a tenant's chain: a MAC over the link before it, the place and the entry. */
export function linkOf(
  key: AuditKey,
  tenant: string,
  before: Buffer,
  seq: number,
  { name, hash }: SealedEntry,
): Buffer {
  return key.mac('chain', before, Buffer.from(`${tenant}\n${seq}\n${name}\n`), hash);
}

/** The links of entries that follow `before`, from place `firstSeq` on. */
export function linksOf(
  key: AuditKey,
  tenant: string,
  before: Buffer,
  firstSeq: number,
  entries: readonly SealedEntry[],
): readonly Buffer[] {
  let last = before;
  return entries.map((entry, index) => (last = linkOf(key, tenant, last, firstSeq + index, entry)));
}

/** The end of a chain: the place and link of its last entry, sealed so that nobody shortens it unnoticed. */
export interface ChainHead {
  readonly seq: number;
  readonly link: Buffer;
  readonly keyId: string;
  readonly mac: Buffer;
}

export function headOf(key: AuditKey, tenant: string, seq: number, link: Buffer): ChainHead {
  return { seq, link, keyId: key.id, mac: key.mac('head', ...headParts(tenant, seq, link)) };
}

export function isHead(key: AuditKey | null, tenant: string, { seq, link, mac }: ChainHead): boolean {
  return key?.isMac(mac, 'head', ...headParts(tenant, seq, link)) ?? false;
}

const headParts = (tenant: string, seq: number, link: Buffer) => [Buffer.from(`${tenant}\n${seq}\n`), link] as const;

/** What whoever writes entries signs beside them, so that only theirs are sealed. */
export function markOf(key: AuditKey, tenant: string, markId: string, names: string): Buffer {
  return key.mac('mark', Buffer.from(`${tenant}\n${markId}\n${names}`));
}

export function isMark(
  key: AuditKey | null,
  mac: Buffer | null,
  tenant: string,
  markId: string,
  names: string,
): boolean {
  return key?.isMac(mac, 'mark', Buffer.from(`${tenant}\n${markId}\n${names}`)) ?? false;
}
