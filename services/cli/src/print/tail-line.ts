import type { IncidentMessage } from '@demarc/contracts';
import { cleanLine } from './clean.js';
import { paintSeverity, type Style } from './style.js';
import { clockTime } from './time.js';

const WHAT_WIDTH = 'severity-raised'.length;
const NARROWEST = 12;
/** What would not fit the column. */
const SHORTER: Readonly<Record<string, string>> = { 'service-impact-flagged': 'impact-flagged' };

/** One thing that happened, on one line: when, how bad, which incident, what, and its title as far as it fits. */
export function tailLine(message: IncidentMessage, style: Style, width: number): string {
  const { at, actor, incident } = message;
  const what = SHORTER[message.what] ?? message.what;
  const { severity, reference, queue, tenant, title } = incident;
  const who = actor.party === 'demarc' ? `${tenant} ${queue}` : `${tenant} ${actor.party}/${actor.name}`;
  const before = `${clockTime(at)}  ${severity}  ${reference}  ${what.padEnd(WHAT_WIDTH)}  `.length;
  const text = cleanLine(title);
  const left = Math.max(NARROWEST, width - before);
  const shown = cleanLine(who).length + 2 + NARROWEST <= left ? `${style.dim(cleanLine(who))}  ` : '';
  const room = shown === '' ? left : left - cleanLine(who).length - 2;
  return `${style.dim(clockTime(at))}  ${paintSeverity(severity, style)}  ${style.bold(reference)}  ${paintWhat(what, style)}  ${shown}${cut(text, room)}`;
}

function paintWhat(what: string, style: Style): string {
  const text = what.padEnd(WHAT_WIDTH);
  if (what === 'opened' || what === 'reopened') return style.cyan(text);
  if (what === 'resolved') return style.green(text);
  return what === 'severity-raised' ? style.red(text) : text;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
