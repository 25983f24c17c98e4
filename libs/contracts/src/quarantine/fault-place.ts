import { faultOf } from '../format/json-fault.js';

/** Where in the text of a message its fault is, with what stands around it. Lines and columns from 1. */
export interface FaultPlace {
  /** From 0, in UTF-16 units. */
  readonly position: number;
  readonly line: number;
  readonly column: number;
  /** The line at fault, cut to what is near. */
  readonly excerpt: string;
  /** Where in the excerpt the fault is, from 0. */
  readonly at: number;
}

const AROUND = 40;

/** The place of a fault: where JSON stops being JSON, or the one place where the named field stands. Null: no one place. */
export function faultPlace(text: string, field: string | null): FaultPlace | null {
  const fault = faultOf(text);
  if (fault) return placeAt(text, fault.position);
  const name = field === null ? null : /([^.[\]]+)(?:\[\d+\])*$/.exec(field)?.[1];
  if (!name) return null;
  const key = JSON.stringify(name);
  const first = text.indexOf(key);
  return first === -1 || text.includes(key, first + 1) ? null : placeAt(text, first);
}

function placeAt(text: string, position: number): FaultPlace {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const nextLine = text.indexOf('\n', position);
  const from = Math.max(lineStart, position - AROUND);
  const until = Math.min(nextLine === -1 ? text.length : nextLine, position + AROUND);
  return {
    position,
    line: text.slice(0, lineStart).split('\n').length,
    column: position - lineStart + 1,
    excerpt: text.slice(from, until),
    at: position - from,
  };
}
