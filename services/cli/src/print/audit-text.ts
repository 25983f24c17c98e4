import type { AuditEndLine, AuditFinding, AuditTenantLine, Checkpoint } from '@demarc/contracts';
import type { Sheet } from './sheet.js';
import type { Style } from './style.js';
import { type Column, tableText } from './table.js';
import { exactTime } from './time.js';

/** `changed  contoso timeline/<incident>/2 (place 14): it is not as it was sealed`. */
export function findingText({ tenant, kind, entry, seq, detail }: AuditFinding, style: Style): string {
  const place = seq === null ? '' : entry === null ? `place ${seq}` : ` (place ${seq})`;
  return `${style.red(kind)}  ${tenant} ${entry ?? ''}${place}: ${detail}`;
}

const count = (number: number): string => number.toLocaleString('en');
const TENANTS: readonly Column<AuditTenantLine>[] = [
  { title: 'tenant', value: ({ tenant }) => tenant, flexible: true },
  { title: 'entries', value: ({ entries }) => count(entries), right: true },
  { title: 'waiting', value: ({ waiting }) => count(waiting), right: true },
  { title: 'checkpoints', value: ({ checkpoints }) => count(checkpoints), right: true },
  { title: 'findings', value: ({ findings }) => count(findings), right: true },
];
const PER = 100_000;

/** What was checked, by tenant, and the verdict. */
export function auditTotalsText(
  tenants: readonly AuditTenantLine[],
  { entries, findings, seconds }: AuditEndLine,
  { style, width }: Pick<Sheet, 'style' | 'width'>,
): string {
  const rate = entries > 0 ? `, ${((seconds / entries) * PER).toFixed(1)} s per 100,000` : '';
  const checked = `${count(entries)} sealed entries checked in ${seconds.toFixed(2)} s${rate}`;
  const verdict = findings === 0 ? style.green('whole') : style.red(`${count(findings)} findings`);
  return `${tableText(tenants, TENANTS, width, style)}\n${verdict}  ${checked}`;
}

const CHECKPOINTS: readonly Column<Checkpoint>[] = [
  { title: 'tenant', value: ({ tenant }) => tenant, flexible: true },
  { title: 'number', value: ({ number }) => count(number), right: true },
  { title: 'entries', value: ({ seq }) => count(seq), right: true },
  { title: 'at', value: ({ at }) => exactTime(at) },
  { title: 'link', value: ({ link }) => `${link.slice(0, 16)}...` },
  { title: 'key', value: ({ keyId }) => keyId },
];

export function checkpointsText(
  checkpoints: readonly Checkpoint[],
  { width, style }: Pick<Sheet, 'style' | 'width'>,
): string {
  return tableText(checkpoints, CHECKPOINTS, width, style);
}
