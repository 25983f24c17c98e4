import type { IncidentChange } from './change.js';
import type { Refusal } from './command.js';
import type { Incident } from './incident.js';

export type Decided =
  { readonly ok: true; readonly changes: readonly IncidentChange[] } | ({ readonly ok: false } & Refusal);

export const changed = (changes: readonly IncidentChange[]): Decided => ({ ok: true, changes });

/** An expected answer: nothing changes, and `detail` says why and what to do. */
export const refused = (code: Refusal['code'], incident: Incident | null, detail: string): Decided => {
  return { ok: false, code, detail, incident };
};
