import type { IncidentView, NoticeView, ReceiptAnswer, Verification } from '@demarc/contracts';
import { partyOf } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { deviceLines } from './device-lines.js';
import { flipLines, passedLines } from './explanation-lines.js';
import { noticeLines } from './notice-lines.js';
import { partLines } from './part-lines.js';
import { plainTimes } from './plain-times.js';
import { PARTY_NAMES, PARTY_OWNS, REVIEW_WORDS, clockWords, factsSaid } from './plain-words.js';
import { clauseLines, factLines } from './receipt-lines.js';
import { MARGIN, type Sheet } from './sheet.js';
import { exactTime } from './time.js';
import { verificationLines } from './verification-lines.js';
import { wrapText } from './wrap.js';

/** Everything that answers "why is this mine?". */
export interface Explained {
  readonly incident: IncidentView;
  readonly receipt: ReceiptAnswer;
  readonly notices: readonly NoticeView[];
  /** Null: not asked for. */
  readonly verification: Verification | null;
}

/** Why an incident is whose it is: the answer first, then all that it rests on. */
export function explainText(explained: Explained, sheet: Sheet): string {
  const { incident, receipt: answer, verification } = explained;
  const { receipt, explanation, notExplained } = answer;
  const { style, width } = sheet;
  const said = (lines: readonly string[]) => lines.map((line) => wrapText(plainTimes(cleanLine(line)), width, MARGIN));
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['Clause', clauseLines(answer, sheet)],
    ['Facts', factLines(receipt, sheet)],
    ['Devices', deviceLines(receipt, sheet)],
    ['Other half', said(otherHalfLines(answer))],
    ['Passed', explanation ? passedLines(explanation, sheet) : said([notExplained ?? ''])],
    ['Would flip', explanation ? flipLines(explanation, sheet) : []],
    ['Look at', said(answer.stands ? incident.review.map((reason) => REVIEW_WORDS[reason]) : [])],
    ['Follows', said(consequences(explained))],
    ['Told', toldLines(explained, sheet)],
    ['Decisions', said(historyLines(answer))],
    ['Today', said(todayLines(answer))],
    ['Verified', verification ? verificationLines(verification, sheet) : []],
  ];
  const shown = parts.filter(([, lines]) => lines.length > 0).map(([name, lines]) => partLines(name, lines, style));
  return [headLines(explained, sheet), ...shown].map((lines) => lines.join('\n')).join('\n\n');
}

function headLines({ incident, receipt: answer }: Explained, { style, width }: Sheet): readonly string[] {
  const { queue, clauseId, policyVersion, receipt, explanation, stands } = answer;
  const why = explanation ? `, since ${factsSaid(explanation.clause.when, receipt.facts)}` : '';
  const whose = `${incident.reference} ${stands ? 'is' : 'was'} ${PARTY_OWNS[partyOf(queue)]} (${queue})`;
  const open =
    stands && incident.provisional ? ' This is provisional: it is decided again when the directory learns more.' : '';
  const sentence = `${whose} under clause ${clauseId} of policy ${policyVersion}${why}.${open}`;
  const former = stands ? [] : [style.yellow('This is an earlier decision; custody rests on a later one.')];
  return [style.bold(wrapText(sentence, width, '')), wrapText(cleanLine(incident.title), width, ''), ...former];
}

function otherHalfLines({ receipt: { otherHalf } }: ReceiptAnswer): readonly string[] {
  if (!otherHalf) return [];
  const { party, queue, clauseId, devices } = otherHalf;
  const many = devices === 1 ? '1 device' : `${devices} devices`;
  return [`${many} of the same event: ${PARTY_NAMES[party]} has that part, in ${queue} by ${clauseId}`];
}

function consequences({ incident, receipt: { receipt, actions, stands } }: Explained): readonly string[] {
  const clocks = incident.clocks ? clockWords(incident.clocks) : 'no clock runs';
  const may = actions === null ? [] : [`device actions: ${actions.join(', ') || 'none'} (${receipt.actionsFrom})`];
  const now = stands ? [`severity ${incident.severity}: ${clocks}`] : [];
  return [...now, ...(receipt.severityFrom ? [`severity by ${receipt.severityFrom}`] : []), ...may];
}

function toldLines({ notices }: Explained, sheet: Sheet): readonly string[] {
  if (notices.length === 0) return ['nobody yet'];
  return notices.flatMap((notice) => {
    const [head = '', ...ways] = noticeLines(notice, sheet);
    return [head, `  ${wrapText(cleanLine(notice.because), sheet.width, `${MARGIN}  `)}`, ...ways];
  });
}

/** Only when there was more than one. */
function historyLines({ decisions, decisionId }: ReceiptAnswer): readonly string[] {
  if (decisions.length < 2) return [];
  return decisions.map((decision) => {
    const here = decision.decisionId === decisionId ? ' (this one)' : '';
    return `${exactTime(decision.decidedAt)}  ${decision.queue} by ${decision.clauseId}${here}: ${decision.because}. ${decision.decisionId}`;
  });
}

function todayLines({ now }: ReceiptAnswer): readonly string[] {
  if (!now) return [];
  const what = now.sameQueue ? 'the same team would own it' : `it would be ${PARTY_OWNS[now.party]}`;
  const head = `By today's directory (revision ${now.directory.revision}) ${what}: ${now.queue}, by ${now.clauseId}. Nothing follows from this.`;
  return [head, now.receipt.from.device];
}
