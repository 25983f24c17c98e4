import type { Verification } from '@demarc/contracts';
import { MARGIN, type Sheet } from './sheet.js';
import { exactTime } from './time.js';
import { wrapText } from './wrap.js';

const DIGITS_SHOWN = 16;

/** Whether the receipt is what its stored inputs give, and where it is not. */
export function verificationLines(found: Verification, { style, width }: Sheet): readonly string[] {
  const { agrees, because, stored, recomputed, inputs, differences } = found;
  if (agrees === null || !inputs) return [style.yellow(wrapText(`cannot be told: ${because}`, width, MARGIN))];
  const from = `from event ${inputs.event}, directory revision ${inputs.directoryRevision}, policy ${inputs.policyVersion}, as of ${exactTime(inputs.decidedAt)}`;
  const head = agrees
    ? style.green(`agrees, byte for byte: ${stored.bytes} bytes, sha256 ${stored.sha256.slice(0, DIGITS_SHOWN)}`)
    : style.red(wrapText(`differs from what its inputs give (${bytesText(stored, recomputed)}), at:`, width, MARGIN));
  return [head, ...differences.map((path) => `  ${path}`), style.dim(wrapText(from, width, MARGIN))];
}

function bytesText(stored: Verification['stored'], recomputed: Verification['recomputed']): string {
  return recomputed ? `${stored.bytes} and ${recomputed.bytes} bytes` : 'its party would own nothing';
}
