import type { JointView } from '@demarc/contracts';
import { changeText } from './change-text.js';
import { cleanLine, cleanText } from './clean.js';
import { partLines } from './part-lines.js';
import { PARTY_OWNS } from './plain-words.js';
import { MARGIN, type Sheet } from './sheet.js';
import { paintSeverity } from './style.js';
import { exactTime, relativeTime } from './time.js';
import { wrapText } from './wrap.js';

/** What both parties have of one attack or trouble: each incident, and what happened to all of them in one order. */
export function jointText({ incidents, timeline }: JointView, sheet: Sheet): string {
  const { style } = sheet;
  const head = incidents.length === 1 ? 'Nothing is linked to it.' : `${incidents.length} linked incidents.`;
  const parts = incidents.map((incident) => {
    return partLines(incident.party, incidentLines(incident, sheet), style);
  });
  const all = [[head], ...parts, partLines('Timeline', mergedLines(timeline, sheet), style)];
  return all.map((lines) => lines.join('\n')).join('\n\n');
}

function incidentLines(incident: JointView['incidents'][number], { style, width, now }: Sheet): readonly string[] {
  const { reference, severity, state, title, party, queue, assignee, devices, openedAt, acknowledgedAt } = incident;
  const since = acknowledgedAt === null ? '' : `, taken up ${relativeTime(acknowledgedAt, now)}`;
  const ended = incident.resolvedAt === null ? '' : `, resolved ${relativeTime(incident.resolvedAt, now)}`;
  const held = `${PARTY_OWNS[party]} (${queue})${assignee === null ? '' : `, assigned to ${cleanLine(assignee)}`}`;
  return [
    `${style.bold(reference)}  ${paintSeverity(severity, style)}  ${state}`,
    wrapText(cleanLine(title), width, MARGIN),
    wrapText(held, width, MARGIN),
    wrapText(devices.length === 0 ? 'no device is named' : `on ${devices.map(cleanLine).join(', ')}`, width, MARGIN),
    wrapText(`opened ${exactTime(openedAt)}${since}${ended}`, width, MARGIN),
    style.dim(`last change ${relativeTime(incident.changedAt, now)}`),
  ];
}

function mergedLines(timeline: JointView['timeline'], { style, width }: Sheet): readonly string[] {
  return timeline.map(({ at, reference, actor, change }) => {
    const who = actor.party === 'demarc' ? actor.name : `${actor.party}/${actor.name}`;
    const text = `${who}: ${cleanText(changeText(change))}`;
    return `${style.dim(exactTime(at))}  ${reference}\n${MARGIN}  ${wrapText(text, width, `${MARGIN}  `)}`;
  });
}
