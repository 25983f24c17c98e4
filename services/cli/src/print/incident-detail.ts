import type { IncidentDetail, IncidentView } from '@demarc/contracts';
import type { Severity } from '@demarc/domain';
import { cleanLine } from './clean.js';
import { eventLines } from './event-lines.js';
import { noticeLines } from './notice-lines.js';
import { receiptLines } from './receipt-lines.js';
import { MARGIN, type Sheet } from './sheet.js';
import { type Style, paintSeverity } from './style.js';
import { exactTime, relativeTime } from './time.js';
import { timelineLines } from './timeline-lines.js';
import { wrapText } from './wrap.js';

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { A: 'critical', B: 'moderate', C: 'minimal' };

/** One incident in one look: what, to what, who has it, why, who was told and when, what happened. */
export function incidentDetailText(detail: IncidentDetail, sheet: Sheet): string {
  const { incident, receipt, timeline, events, notices } = detail;
  const { style } = sheet;
  const parts: (readonly string[])[] = [
    headLines(incident, sheet),
    part('Held by', custodyLines(incident, sheet), style),
    ...(receipt ? [part('Why', receiptLines(receipt, sheet), style)] : []),
    part('Told', notices.length > 0 ? notices.flatMap((notice) => noticeLines(notice, sheet)) : ['nobody yet'], style),
    part('Timeline', timelineLines(timeline, sheet), style),
    part(events.length === incident.eventCount ? 'Events' : 'Newest', eventLines(events, sheet), style),
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
  const { queue, assignee, provisional, openedAt, acknowledgedAt, resolvedAt, resolution } = incident;
  const row = (name: string, at: string): string =>
    `${name.padEnd(13)}${exactTime(at)}  ${style.dim(relativeTime(at, now))}`;
  const said = [resolution?.classification, resolution?.determination, resolution?.note].filter((text) => text != null);
  return [
    `${style.bold(queue)}${assignee === null ? '' : `, assigned to ${cleanLine(assignee)}`}${provisional ? style.yellow(', provisional') : ''}`,
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

function part(name: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.map((line, index) => (index === 0 ? style.dim(name.padEnd(MARGIN.length)) : MARGIN) + line);
}
