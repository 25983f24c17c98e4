import type { ReceiptView } from '@demarc/contracts';
import { FACT_NAMES } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { MARGIN, type Sheet } from './sheet.js';
import { wrapText } from './wrap.js';

const VALUE_COLUMN = 15;
const FROM_COLUMN = 12;

/** Why: the clause that won, its words, and every fact with where it came from. */
export function receiptLines({ receipt, policyVersion }: ReceiptView, { style, width }: Sheet): readonly string[] {
  const { clause, facts, from } = receipt;
  const source = clause.source === null ? '' : `, after ${cleanLine(clause.source)}`;
  const quote = clause.quote === null ? [] : [wrapText(`“${cleanLine(clause.quote)}”`, width, MARGIN)];
  return [
    wrapText(`${clause.id}: ${cleanLine(clause.title)}`, width, MARGIN),
    ...quote,
    style.dim(wrapText(`policy ${policyVersion}${source}`, width, MARGIN)),
    ...FACT_NAMES.map((name) => {
      const value = `${name.padEnd(VALUE_COLUMN)}${facts[name].padEnd(FROM_COLUMN)}`;
      const indent = MARGIN + ' '.repeat(VALUE_COLUMN + FROM_COLUMN + 1);
      return `${value} ${style.dim(wrapText(cleanLine(from[name]), width, indent))}`;
    }),
  ];
}
