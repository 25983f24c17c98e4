import type { RegistrationState } from '../event/vocabulary.js';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import type { Dated, Device, Interval } from './device.js';
import { IntervalPacker } from './packed-interval.js';
import { TextPacker } from './packed-text.js';

/**
 * Devices as bytes, some 170 of them where objects take a kilobyte. What is read is what was written, to the last
 * character. The fields stand in one fixed order; only the packer that wrote a record can read it, for its vocabulary.
 */
export class DevicePacker {
  readonly #texts = new TextPacker();
  readonly #intervals = new IntervalPacker(this.#texts);

  write(writer: ByteWriter, device: Device): void {
    const texts = this.#texts;
    this.#intervals.begin();
    texts.write(writer, device.id);
    texts.write(writer, device.entraId);
    texts.write(writer, device.intuneId);
    texts.write(writer, device.serial);
    texts.writeWord(writer, device.os);
    texts.writeWord(writer, device.trustType);
    this.#intervals.write(writer, device.recordedAt, null);
    this.#writeTexts(writer, device.names);
    this.#writeTexts(writer, device.defenderIds);
    this.#writeWords(writer, device.rings);
    this.#writeWords(writer, device.tags);
    this.#writeWords(writer, device.groups);
    this.#writeTexts(writer, device.users);
    this.#writeWords(writer, device.registrations);
    writer.varint(device.enrolments.length);
    for (const { from, until } of device.enrolments) this.#intervals.write(writer, from, until);
  }

  read(reader: ByteReader): Device {
    const texts = this.#texts;
    this.#intervals.begin();
    const id = texts.read(reader)!;
    const entraId = texts.read(reader);
    const intuneId = texts.read(reader);
    const serial = texts.read(reader);
    const os = texts.readWord(reader);
    const trustType = texts.readWord(reader);
    const recordedAt = this.#intervals.read(reader).from!;
    return {
      id,
      entraId,
      intuneId,
      serial,
      os,
      trustType,
      names: this.#readTexts(reader),
      defenderIds: this.#readTexts(reader),
      rings: this.#readWords(reader),
      tags: this.#readWords(reader),
      groups: this.#readWords(reader),
      users: this.#readTexts(reader),
      registrations: this.#readWords(reader) as Dated<RegistrationState>[],
      enrolments: this.#readEnrolments(reader),
      recordedAt,
    };
  }

  #writeTexts(writer: ByteWriter, values: readonly Dated<string>[]): void {
    writer.varint(values.length);
    for (const { value, from, until } of values) {
      this.#texts.write(writer, value);
      this.#intervals.write(writer, from, until);
    }
  }

  #writeWords(writer: ByteWriter, values: readonly Dated<string>[]): void {
    writer.varint(values.length);
    for (const { value, from, until } of values) {
      this.#texts.writeWord(writer, value);
      this.#intervals.write(writer, from, until);
    }
  }

  #readTexts(reader: ByteReader): Dated<string>[] {
    const values: Dated<string>[] = [];
    for (let left = reader.varint(); left > 0; left -= 1) {
      values.push(this.#intervals.readDated(reader, this.#texts.read(reader)!));
    }
    return values;
  }

  #readWords(reader: ByteReader): Dated<string>[] {
    const values: Dated<string>[] = [];
    for (let left = reader.varint(); left > 0; left -= 1) {
      values.push(this.#intervals.readDated(reader, this.#texts.readWord(reader)!));
    }
    return values;
  }

  #readEnrolments(reader: ByteReader): Interval[] {
    const intervals: Interval[] = [];
    for (let left = reader.varint(); left > 0; left -= 1) intervals.push(this.#intervals.read(reader));
    return intervals;
  }
}
