/** Reads what a `ByteWriter` wrote. Points into memory that it does not own: read to the end before anything moves. */
export class ByteReader {
  bytes = new Uint8Array(0);
  at = 0;

  /** Goes to a position in other bytes; answers itself. */
  open(bytes: Uint8Array<ArrayBuffer>, at: number): this {
    this.bytes = bytes;
    this.at = at;
    return this;
  }

  byte(): number {
    this.at += 1;
    return this.bytes[this.at - 1]!;
  }

  /** Least significant byte first; below 2^32. */
  fixed(bytes: number): number {
    let value = 0;
    for (let at = 0; at < bytes; at += 1) value |= this.byte() << (8 * at);
    return value >>> 0;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
