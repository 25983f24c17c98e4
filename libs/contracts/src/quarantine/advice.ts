import type { QuarantineReason } from '../format/format.js';

/** What to do about a quarantined message, by why it is there. `demarc` commands stand in backticks. */
export const QUARANTINE_ADVICE: Readonly<Record<QuarantineReason, string>> = {
  'bad-subject':
    'Say what it should have come on: redrive it with `--as-kind` or `--as-format`, and tell the publisher.',
  'unknown-tenant':
    'Add the tenant (`demarc tenant add`) and redrive it, or redrive it with `--as-tenant` when the name is wrong.',
  'wrong-tenant':
    'Find out whose it is: redrive it with `--as-tenant` when it is the tenant that it names, else discard it.',
  'unknown-format':
    'Redrive it with `--as-format` when its format is known under another name, and tell the publisher.',
  'not-json': 'It was cut off or is no JSON: have the publisher send it again, and discard this one.',
  'not-cloudevent': 'Redrive it with `--as-format` when it is the JSON of a known format; else have it sent again.',
  'not-in-format':
    'Redrive it with `--as-format` when it is in another format; else have the publisher mend the field.',
  'too-deep': 'No source nests so deep: have the publisher look at it, and discard this one.',
  'too-large': 'Have the publisher send it in parts, and discard this one.',
  reserved: 'Only Demarc itself may say so: have the publisher leave it out, and discard this one.',
  'processing-failed': 'A fault of Demarc: report it with this message, update, then redrive it.',
};
