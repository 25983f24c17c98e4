import type { LedgerView } from '@demarc/contracts';
import { NOTICE_STANDINGS } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { noticeLines } from './notice-lines.js';
import { partLines } from './part-lines.js';
import { PARTY_NAMES } from './plain-words.js';
import { MARGIN, type Sheet } from './sheet.js';
import { exactTime } from './time.js';
import { wrapText } from './wrap.js';

/** What each party was owed of an incident: when, under what, why, through whom, and whether it knows. */
export function ledgerText({ reference, tenant, severity, parties }: LedgerView, sheet: Sheet): string {
  const head = `${sheet.style.bold(reference)}  severity ${severity}  ${tenant}`;
  return [head, ...parties.map((party) => partyText(party, sheet))].join('\n\n');
}

function partyText({ party, standings, notices }: LedgerView['parties'][number], sheet: Sheet): string {
  const counts = NOTICE_STANDINGS.filter((standing) => (standings[standing] ?? 0) > 0);
  const sum = counts.map((standing) => `${standings[standing]} ${standing}`).join(', ');
  const lines = notices.flatMap((notice) => {
    const [head = '', ...ways] = noticeLines(notice, sheet);
    const owed = `owed ${exactTime(notice.owedAt)} under ${cleanLine(notice.owedUnder)}: ${cleanLine(notice.because)}`;
    const id = sheet.style.dim(`notice ${notice.id}`);
    return [head, `  ${wrapText(owed, sheet.width, `${MARGIN}  `)}`, ...ways, `  ${id}`];
  });
  return [
    `${sheet.style.bold(PARTY_NAMES[party])}  ${sum || 'is owed nothing'}`,
    ...partLines('', lines, sheet.style),
  ].join('\n');
}
