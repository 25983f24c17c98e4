import type { ReceiptView } from '@demarc/contracts';
import { FACT_NAMES, type Receipt } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { plainTimes } from './plain-times.js';
import { MARGIN, type Sheet } from './sheet.js';
import { wrapText } from './wrap.js';

const VALUE_COLUMN = 15;
const FROM_COLUMN = 12;

/** Why: the clause that won, its words, and every fact with where it came from. */
export function receiptLines(view: ReceiptView, sheet: Sheet): readonly string[] {
  return [...clauseLines(view, sheet), ...factLines(view.receipt, sheet)];
}

export function clauseLines({ receipt, policyVersion }: ReceiptView, { style, width }: Sheet): readonly string[] {
  const { clause, policyBecause } = receipt;
  const source = clause.source === null ? '' : `, after ${cleanLine(clause.source)}`;
  const because = policyBecause ? ` (${policyBecause})` : '';
  const quote = clause.quote === null ? [] : [wrapText(`“${cleanLine(clause.quote)}”`, width, MARGIN)];
  return [
    wrapText(`${clause.id}: ${cleanLine(clause.title)}`, width, MARGIN),
    ...quote,
    style.dim(wrapText(plainTimes(`policy ${policyVersion}${because}${source}`), width, MARGIN)),
  ];
}

/** A receipt of an earlier release may lack a fact. */
export function factLines({ facts, from }: Receipt, { style, width }: Sheet): readonly string[] {
  const indent = MARGIN + ' '.repeat(VALUE_COLUMN + FROM_COLUMN + 1);
  return FACT_NAMES.filter((name) => facts[name] !== undefined).map((name) => {
    const value = `${name.padEnd(VALUE_COLUMN)}${facts[name].padEnd(FROM_COLUMN)}`;
    return `${value} ${style.dim(wrapText(plainTimes(cleanLine(from[name])), width, indent))}`;
  });
}
