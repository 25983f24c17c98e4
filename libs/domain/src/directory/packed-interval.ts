import type { Instant } from '../event/instant.js';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import type { Dated, Interval } from './device.js';
import { instantOfTicks, ticksOf } from './instant-ticks.js';
import type { TextPacker } from './packed-text.js';

/** How an instant is written; the two of an interval share one byte. */
const NULL = 0;
const LAST = 1;
const BEFORE_LAST = 2;
const SECONDS = 3;
const MILLISECONDS = 4;
const TICKS = 5;
const TEXT = 6;

const TICKS_PER_MS = 10_000;

/**
 * Intervals as bytes, exactly to the tick. An import gives many parts of a device the same time, so an instant that
 * repeats one of the two before it in the record takes no space. Writing and reading a record each start with {@link begin}.
 */
export class IntervalPacker {
  #last: Instant | null = null;
  #beforeLast: Instant | null = null;

  constructor(private readonly texts: TextPacker) {}

  begin(): void {
    this.#last = null;
    this.#beforeLast = null;
  }

  write(writer: ByteWriter, from: Instant | null, until: Instant | null): void {
    const forms = writer.byte(0);
    const first = this.#write(writer, from);
    const second = this.#write(writer, until);
    writer.bytes[forms] = first | (second << 4);
  }

  read(reader: ByteReader): Interval {
    const forms = reader.byte();
    const from = this.#read(reader, forms & 0xf);
    return { from, until: this.#read(reader, forms >>> 4) };
  }

  /** An interval together with the value that held in it. */
  readDated(reader: ByteReader, value: string): Dated<string> {
    const forms = reader.byte();
    const from = this.#read(reader, forms & 0xf);
    return { value, from, until: this.#read(reader, forms >>> 4) };
  }

  #write(writer: ByteWriter, instant: Instant | null): number {
    if (instant === null) return NULL;
    if (instant === this.#last) return LAST;
    if (instant === this.#beforeLast) return BEFORE_LAST;
    this.#remember(instant);
    const exact = ticksOf(instant);
    if (!exact) {
      this.texts.write(writer, instant);
      return TEXT;
    }
    const { seconds, ticks } = exact;
    writer.fixed(seconds, 4);
    if (ticks === 0) return SECONDS;
    const isWhole = ticks % TICKS_PER_MS === 0;
    writer.fixed(isWhole ? ticks / TICKS_PER_MS : ticks, isWhole ? 2 : 3);
    return isWhole ? MILLISECONDS : TICKS;
  }

  #read(reader: ByteReader, form: number): Instant | null {
    if (form === NULL) return null;
    if (form === LAST) return this.#last;
    if (form === BEFORE_LAST) return this.#beforeLast;
    return this.#remember(this.#readAnew(reader, form));
  }

  #remember(instant: Instant): Instant {
    this.#beforeLast = this.#last;
    this.#last = instant;
    return instant;
  }

  #readAnew(reader: ByteReader, form: number): Instant {
    if (form === TEXT) return this.texts.read(reader) as Instant;
    const seconds = reader.fixed(4);
    if (form === SECONDS) return instantOfTicks(seconds, 0);
    return instantOfTicks(seconds, form === MILLISECONDS ? reader.fixed(2) * TICKS_PER_MS : reader.fixed(3));
  }
}
