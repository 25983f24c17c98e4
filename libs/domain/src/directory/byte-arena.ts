import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';

/** An address is a chunk's number and a place within it: 2^14 chunks of 256 KiB are 4 GiB. */
const PLACE_BITS = 18;
const CHUNK_BYTES = 1 << PLACE_BITS;
const MOST_CHUNKS = 1 << 14;
/** The first chunks are smaller, so that a small directory is small. */
const FIRST_CHUNK_BYTES = 1 << 12;
/** Dead space that is borne, as a share of all that is written: less costs more copying, more costs memory. */
const DEAD_SHARE = 1 / 8;
const FIRST_HOLDERS = 64;

interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  filled: number;
  dead: number;
}

/**
 * One record of bytes for each holder (0, 1, 2 ...), in large chunks outside the heap of objects. A replaced record
 * leaves dead space; when there is too much of it, the chunk that has most is emptied into the current one and reused.
 * Before each record stand its holder and its length, so that a chunk can be walked.
 */
export class ByteArena {
  readonly #chunks: Chunk[] = [];
  readonly #emptied: number[] = [];
  readonly #header = new ByteWriter();
  readonly #walker = new ByteReader();
  #addresses = new Uint32Array(FIRST_HOLDERS);
  #holders = 0;
  #current = -1;
  #filled = 0;
  #dead = 0;

  /** Bytes of its chunks, used or not. */
  get allocated(): number {
    return this.#chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Keeps what was written as the record of a holder: of the next new one, or instead of the one it has. */
  put(holder: number, written: ByteWriter): void {
    const record = written.bytes.subarray(0, written.length);
    this.#header.clear();
    this.#header.varint(holder);
    this.#header.varint(record.length);
    const header = this.#header.bytes.subarray(0, this.#header.length);
    if (holder === this.#holders) this.#welcome();
    else if (this.#overwrite(holder, record)) return;
    const place = this.#room(header.length + record.length);
    const { bytes } = this.#chunks[this.#current]!;
    bytes.set(header, place);
    bytes.set(record, place + header.length);
    this.#addresses[holder] = addressOf(this.#current, place);
    while (this.#isWasteful() && this.#emptyDeadest());
  }

  /** Opens a reader at a holder's record, to be read before anything else is put. */
  open(holder: number, reader: ByteReader): ByteReader {
    this.#openHeader(this.#addresses[holder]!, reader);
    reader.varint();
    reader.varint();
    return reader;
  }

  #welcome(): void {
    this.#holders += 1;
    if (this.#holders <= this.#addresses.length) return;
    const larger = new Uint32Array(this.#addresses.length * 2);
    larger.set(this.#addresses);
    this.#addresses = larger;
  }

  /** In its place when it has the same length, as most corrections have; else what is there is dead. */
  #overwrite(holder: number, record: Uint8Array): boolean {
    const address = this.#addresses[holder]!;
    const walker = this.#openHeader(address, this.#walker);
    walker.varint();
    const length = walker.varint();
    if (length === record.length) {
      walker.bytes.set(record, walker.at);
      return true;
    }
    const dead = walker.at - placeOf(address) + length;
    this.#chunks[chunkOf(address)]!.dead += dead;
    this.#dead += dead;
    return false;
  }

  /** A place for so many bytes in the current chunk, which is another one when the last is full. */
  #room(bytes: number): number {
    let chunk = this.#chunks[this.#current];
    if (!chunk || chunk.filled + bytes > chunk.bytes.length) chunk = this.#nextChunk(bytes);
    const place = chunk.filled;
    chunk.filled += bytes;
    this.#filled += bytes;
    return place;
  }

  #nextChunk(bytes: number): Chunk {
    const at = this.#emptied.pop() ?? this.#chunks.length;
    if (at === MOST_CHUNKS) throw new Error('The directory is larger than 4 GiB; give the tenant more than one.');
    const known = this.#chunks[at];
    const size = Math.max(bytes, Math.min(CHUNK_BYTES, FIRST_CHUNK_BYTES * 2 ** Math.min(at, PLACE_BITS)));
    const chunk = {
      bytes: known && known.bytes.length >= bytes ? known.bytes : new Uint8Array(size),
      filled: 0,
      dead: 0,
    };
    this.#chunks[at] = chunk;
    this.#current = at;
    return chunk;
  }

  #isWasteful(): boolean {
    return this.#dead > this.#filled * DEAD_SHARE && this.#dead > CHUNK_BYTES;
  }

  /** False: no chunk but the current one has dead space. */
  #emptyDeadest(): boolean {
    let deadest = -1;
    for (let at = 0; at < this.#chunks.length; at += 1) {
      if (at !== this.#current && this.#chunks[at]!.dead > (this.#chunks[deadest]?.dead ?? 0)) deadest = at;
    }
    if (deadest === -1) return false;
    const chunk = this.#chunks[deadest]!;
    const walker = this.#walker.open(chunk.bytes, 0);
    while (walker.at < chunk.filled) {
      const from = walker.at;
      const holder = walker.varint();
      const length = walker.varint();
      walker.at += length;
      if (this.#addresses[holder] === addressOf(deadest, from))
        this.#move(holder, chunk.bytes.subarray(from, walker.at));
    }
    this.#filled -= chunk.filled;
    this.#dead -= chunk.dead;
    chunk.filled = 0;
    chunk.dead = 0;
    // A record larger than a chunk had one of its own; reused for small ones, their places would not fit an address.
    if (chunk.bytes.length > CHUNK_BYTES) chunk.bytes = new Uint8Array(0);
    this.#emptied.push(deadest);
    return true;
  }

  #move(holder: number, record: Uint8Array): void {
    const place = this.#room(record.length);
    this.#chunks[this.#current]!.bytes.set(record, place);
    this.#addresses[holder] = addressOf(this.#current, place);
  }

  #openHeader(address: number, reader: ByteReader): ByteReader {
    return reader.open(this.#chunks[chunkOf(address)]!.bytes, placeOf(address));
  }
}

function addressOf(chunk: number, place: number): number {
  return ((chunk << PLACE_BITS) | place) >>> 0;
}

function chunkOf(address: number): number {
  return address >>> PLACE_BITS;
}

function placeOf(address: number): number {
  return address & (CHUNK_BYTES - 1);
}
