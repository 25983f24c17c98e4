/** The types of columns that are copied, as PostgreSQL's binary format writes them. */
export type ColumnType = 'uuid' | 'text' | 'text[]' | 'int4' | 'int8' | 'timestamptz' | 'bytea' | 'json' | 'jsonb';

/**
 * A `timestamptz` is an ISO text with up to seven fractional digits; `json` and `jsonb` are any value, not its text;
 * a `text[]` is a list of texts, none of them null.
 */
export type CopyValue = string | number | null | Uint8Array | object;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const FLAGS_AND_EXTENSION = Buffer.alloc(8);
const NULL_LENGTH = -1;
const END_OF_ROWS = -1;
const JSONB_VERSION = 1;
const TEXT_OID = 25;
const ARRAY_HEAD_BYTES = 20;
const UTF8_BYTES_PER_UNIT = 3;
const FIRST_SIZE = 1 << 20;
/** Megabytes that were just allocated cost a page fault per page; those of the last batch do not. */
const IDLE_BUFFERS = 4;
const idle: Buffer[] = [];
/** PostgreSQL counts microseconds from 2000-01-01. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);
const MICROS_PER_MS = 1_000;

/** Rows in PostgreSQL's binary copy format, written into one buffer that grows (COPY, "Binary Format"). */
export class CopyBuffer {
  readonly #types: readonly ColumnType[];
  #bytes = idle.pop() ?? Buffer.allocUnsafe(FIRST_SIZE);
  #end = 0;

  constructor(types: readonly ColumnType[]) {
    this.#types = types;
    this.#append(SIGNATURE);
    this.#append(FLAGS_AND_EXTENSION);
  }

  /** Throws when the row has not exactly one value per column. */
  addRow(row: readonly CopyValue[]): void {
    if (row.length !== this.#types.length)
      throw new Error(`A row has ${row.length} values for ${this.#types.length} columns.`);
    this.#room(2);
    this.#end = this.#bytes.writeInt16BE(row.length, this.#end);
    for (let index = 0; index < row.length; index += 1) this.#addField(this.#types[index]!, row[index]!);
  }

  /** The whole copy. Valid until {@link release}. */
  finish(): Buffer {
    this.#room(2);
    this.#end = this.#bytes.writeInt16BE(END_OF_ROWS, this.#end);
    return this.#bytes.subarray(0, this.#end);
  }

  /** Lets another copy use the memory; this buffer must not be touched any more. */
  release(): void {
    if (idle.length < IDLE_BUFFERS) idle.push(this.#bytes);
  }

  #addField(type: ColumnType, value: CopyValue): void {
    this.#room(4);
    const lengthAt = this.#end;
    this.#end += 4;
    if (value === null || value === undefined) {
      this.#bytes.writeInt32BE(NULL_LENGTH, lengthAt);
      return;
    }
    this.#addValue(type, value);
    this.#bytes.writeInt32BE(this.#end - lengthAt - 4, lengthAt);
  }

  #addValue(type: ColumnType, value: NonNullable<CopyValue>): void {
    switch (type) {
      case 'text':
        return this.#addText(value as string);
      case 'text[]':
        return this.#addTexts(value as readonly string[]);
      case 'json':
        return this.#addText(JSON.stringify(value));
      case 'jsonb':
        this.#room(1);
        this.#end = this.#bytes.writeUInt8(JSONB_VERSION, this.#end);
        return this.#addText(JSON.stringify(value));
      case 'bytea':
        return this.#append(value as Uint8Array);
      case 'uuid':
        this.#room(16);
        this.#end += this.#bytes.write((value as string).replaceAll('-', ''), this.#end, 'hex');
        return undefined;
      case 'int4':
        this.#room(4);
        this.#end = this.#bytes.writeInt32BE(value as number, this.#end);
        return undefined;
      case 'int8':
        this.#room(8);
        this.#end = this.#bytes.writeBigInt64BE(BigInt(value as number), this.#end);
        return undefined;
      case 'timestamptz':
        this.#room(8);
        this.#end = this.#bytes.writeBigInt64BE(postgresMicros(value as string), this.#end);
        return undefined;
      default:
        return type satisfies never;
    }
  }

  #addText(text: string): void {
    this.#room(text.length * UTF8_BYTES_PER_UNIT);
    this.#end += this.#bytes.write(text, this.#end, 'utf8');
  }

  /** Dimensions, whether there are nulls, the type of the elements, then length and first index of the one dimension. */
  #addTexts(texts: readonly string[]): void {
    this.#room(ARRAY_HEAD_BYTES);
    this.#end = this.#bytes.writeInt32BE(texts.length === 0 ? 0 : 1, this.#end);
    this.#end = this.#bytes.writeInt32BE(0, this.#end);
    this.#end = this.#bytes.writeInt32BE(TEXT_OID, this.#end);
    if (texts.length === 0) return;
    this.#end = this.#bytes.writeInt32BE(texts.length, this.#end);
    this.#end = this.#bytes.writeInt32BE(1, this.#end);
    for (const text of texts) this.#addField('text', text);
  }

  #append(bytes: Uint8Array): void {
    this.#room(bytes.byteLength);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.byteLength;
  }

  #room(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

/** The rows of a batch share most of their times: reading each once took a tenth off the copy. */
const microsOf = new Map<string, bigint>();
const MICROS_REMEMBERED = 1_000;

/** Below a millisecond `Date` is blind: the microseconds come from the text itself; the 100 ns tick is dropped. */
function postgresMicros(iso: string): bigint {
  const known = microsOf.get(iso);
  if (known !== undefined) return known;
  const [, fraction = ''] = /\.(\d+)/.exec(iso) ?? [];
  const micros = Number(fraction.padEnd(6, '0').slice(3, 6));
  const value = BigInt((Date.parse(iso) - POSTGRES_EPOCH_MS) * MICROS_PER_MS + micros);
  if (microsOf.size >= MICROS_REMEMBERED) microsOf.clear();
  microsOf.set(iso, value);
  return value;
}
