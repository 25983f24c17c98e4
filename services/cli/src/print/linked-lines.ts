import type { LinkedView } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import { PARTY_OWNS } from './plain-words.js';
import { MARGIN, type Sheet } from './sheet.js';
import { paintSeverity } from './style.js';
import { wrapText } from './wrap.js';

/** The incidents about the same attack or trouble, and how they are connected. */
export function linkedLines(linked: readonly LinkedView[], { style, width }: Sheet): readonly string[] {
  return linked.map(({ reference, party, queue, state, severity, about, because }) => {
    const on = about === null ? '' : `, on ${cleanLine(about)}`;
    const head = `${style.bold(reference)}  ${paintSeverity(severity, style)}  ${state}, ${PARTY_OWNS[party]} (${queue})`;
    return `${head}\n${MARGIN}  ${wrapText(`${cleanLine(because)}${on}`, width, `${MARGIN}  `)}`;
  });
}
