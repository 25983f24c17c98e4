import type { Incident, IncidentCommand, Refusal } from '@demarc/domain';
import type { Desk } from './desk.js';
import type { OrderAnswer } from './order.js';

export function refusal(code: Refusal['code'], detail: string, incident: Incident | null): OrderAnswer {
  return { ok: false, code, detail, incident };
}

/** A command that is about one incident alone. */
export function single(desk: Desk, command: IncidentCommand, id: string): OrderAnswer {
  const decided = desk.carryOut(command, id);
  return decided.ok ? { ok: true, incident: desk.incident(id), changes: decided.changes, opened: null } : decided;
}
