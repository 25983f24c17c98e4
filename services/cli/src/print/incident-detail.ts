import type { IncidentDetail, IncidentView } from '@demarc/contracts';
import type { Severity } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { deskLines } from './desk-lines.js';
import { custodyTotalLines } from './custody-lines.js';
import { eventLines } from './event-lines.js';
import { noticeLines } from './notice-lines.js';
import { linkedLines } from './linked-lines.js';
import { partLines } from './part-lines.js';
import { REVIEW_WORDS } from './plain-words.js';
import { receiptLines } from './receipt-lines.js';
import { MARGIN, type Sheet } from './sheet.js';
import { paintSeverity } from './style.js';
import { exactTime, relativeTime } from './time.js';
import { timelineLines } from './timeline-lines.js';
import { wrapText } from './wrap.js';

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { A: 'critical', B: 'moderate', C: 'minimal' };

/** One incident in one look: what, to what, who has it, why, who was told and when, what happened. */
export function incidentDetailText(detail: IncidentDetail, sheet: Sheet): string {
  const { incident, custody, receipt, linked, timeline, events, notices } = detail;
  const { style } = sheet;
  const parts: (readonly string[])[] = [
    headLines(incident, sheet),
    partLines('Held by', [...custodyLines(incident, sheet), ...mutedLines(detail.muted, sheet)], style),
    partLines('Took', custodyTotalLines(custody), style),
    ...(receipt ? [partLines('Why', receiptLines(receipt, sheet), style)] : []),
    ...(linked.length > 0 ? [partLines('Linked', linkedLines(linked, sheet), style)] : []),
    partLines(
      'Told',
      notices.length > 0 ? notices.flatMap((notice) => noticeLines(notice, sheet)) : ['nobody yet'],
      style,
    ),
    partLines('Timeline', timelineLines(timeline, sheet), style),
    partLines(events.length === incident.eventCount ? 'Events' : 'Newest', eventLines(events, sheet), style),
  ];
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

function headLines(incident: IncidentView, { style, width }: Sheet): readonly string[] {
  const { reference, severity, state, title, about, kind, area, tenant } = incident;
  const severityText = `${paintSeverity(severity, style)} ${SEVERITY_WORDS[severity]}`;
  return [
    `${style.bold(reference)}  ${severityText}  ${state === 'new' ? style.cyan(state) : state}`,
    style.bold(wrapText(cleanLine(title), width, '')),
    [...(about === null ? [] : [`on ${cleanLine(about)}`]), tenant, kind, area].join(' · '),
  ];
}

function custodyLines(incident: IncidentView, { style, width, now }: Sheet): readonly string[] {
  const { queue, assignee, provisional, review, serviceImpactFlag } = incident;
  const { openedAt, acknowledgedAt, resolvedAt, resolution } = incident;
  const row = (name: string, at: string): string =>
    `${name.padEnd(13)}${exactTime(at)}  ${style.dim(relativeTime(at, now))}`;
  const said = [resolution?.classification, resolution?.determination, resolution?.note].filter((text) => text != null);
  return [
    `${style.bold(queue)}${assignee === null ? '' : `, assigned to ${cleanLine(assignee)}`}${provisional ? style.yellow(', provisional') : ''}`,
    ...review.map((reason) => style.yellow(wrapText(`look at it: ${REVIEW_WORDS[reason]}`, width, MARGIN))),
    ...deskLines(incident, now).map((line) => wrapText(line, width, MARGIN)),
    ...(serviceImpactFlag ? [wrapText(flagText(serviceImpactFlag), width, MARGIN)] : []),
    row('active since', incident.firstActivityAt),
    ...(incident.lastActivityAt === incident.firstActivityAt ? [] : [row('last seen', incident.lastActivityAt)]),
    row('opened', openedAt),
    ...(acknowledgedAt === null ? [] : [row('taken up', acknowledgedAt)]),
    ...(resolvedAt === null ? [] : [row('resolved', resolvedAt)]),
    ...(said.length === 0
      ? []
      : [wrapText(said.map(cleanLine).join(', '), width, MARGIN + ' '.repeat(13)).replace(/^/, ' '.repeat(13))]),
  ];
}

function flagText({ impact, by, at }: NonNullable<IncidentView['serviceImpactFlag']>): string {
  const said = impact === 'yes' ? 'may impact' : 'does not impact';
  return `${cleanLine(by)} said that it ${said} the service, ${exactTime(at)}`;
}

function mutedLines(muted: IncidentDetail['muted'], { style, width }: Sheet): readonly string[] {
  if (!muted) return [];
  const until = muted.until === null ? '' : ` until ${exactTime(muted.until)}`;
  return [style.yellow(wrapText(`muted${until}: ${cleanLine(muted.reason)} (${muted.by})`, width, MARGIN))];
}
