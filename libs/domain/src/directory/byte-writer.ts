const FIRST_CAPACITY = 1_024;

/** Bytes written one after the other into a buffer that grows. Used again and again: {@link clear} keeps the buffer. */
export class ByteWriter {
  bytes = new Uint8Array(FIRST_CAPACITY);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  /** A whole number from 0 to 255; its position is returned, so that it can be filled in later. */
  byte(value: number): number {
    if (this.length === this.bytes.length) this.#grow();
    this.bytes[this.length] = value;
    this.length += 1;
    return this.length - 1;
  }

  /** A whole number below 2^32 in the given count of bytes, least significant first. */
  fixed(value: number, bytes: number): void {
    for (let at = 0; at < bytes; at += 1) this.byte((value >>> (8 * at)) & 0xff);
  }

  /** A whole number below 2^31: seven bits a byte, so that small ones take one. */
  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  #grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
