/**
 * Loaded before a service (`node --import`), so that the service needs no hook for it: its clock is ahead of the machine's
 * by the milliseconds that the file `JUMPING_CLOCK_FILE` holds, and jumps whenever somebody writes another number there.
 * Timers go on as they were, as they do when a machine's clock is set.
 */
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 20;
const file = process.env.JUMPING_CLOCK_FILE;
const RealDate = Date;
let aheadMs = 0;

function look() {
  try {
    aheadMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    // Nobody has moved it yet.
  }
}

if (file) {
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
  globalThis.Date = class Date extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + aheadMs);
      else super(...given);
    }

    static now() {
      return RealDate.now() + aheadMs;
    }
  };
}
