import {
  type Decided,
  type Incident,
  type IncidentChange,
  type PersonCommand,
  type Instant,
  decide,
  evolve,
} from '@demarc/domain';
import type { DataSource } from 'typeorm';
import type { OutboxMessage } from '../outbox/outbox-message.js';
import { insertOutbox } from '../routing/commit-routed-batch.js';
import { inTransaction } from '../transaction.js';
import { askRedecision } from '../redecide/ask-redecision.js';
import { insertTimeline, updateIncidents } from './save-incidents.js';

export interface CommandRequest {
  readonly incidentId: string;
  readonly command: PersonCommand;
  /** The revision the person was looking at; null means "whatever it is now". */
  readonly expectedRevision: number | null;
  readonly now: Instant;
}

export type CommandAnswer =
  | { readonly ok: true; readonly incident: Incident; readonly changes: readonly IncidentChange[] }
  | {
      readonly ok: false;
      readonly code: 'not-found' | 'stale' | (Decided & { ok: false })['code'];
      readonly detail: string;
      readonly incident: Incident | null;
    };

/**
 * The one road for people, machines and time: locks the incident, decides, saves the new state, its timeline
 * and the messages of `announce` in one transaction. A refusal changes nothing and is an answer, not an exception.
 */
export async function executeCommand(
  store: DataSource,
  { incidentId, command, expectedRevision, now }: CommandRequest,
  announce: (incident: Incident, change: IncidentChange) => OutboxMessage,
): Promise<CommandAnswer> {
  return inTransaction(store, async (client) => {
    const { rows } = await client.query<{ document: Incident }>(
      'select document from incidents where incident_id = $1 for update',
      [incidentId],
    );
    const incident = rows[0]?.document;
    if (!incident)
      return { ok: false, code: 'not-found', detail: `There is no incident ${incidentId}.`, incident: null };
    if (expectedRevision !== null && expectedRevision !== incident.revision) {
      const detail = `${incident.reference} has changed: you saw revision ${expectedRevision}, it is at ${incident.revision}. Read it again.`;
      return { ok: false, code: 'stale', detail, incident };
    }
    const decided = decide(command, incident, now);
    if (!decided.ok) return decided;
    const steps: { incident: Incident; change: IncidentChange }[] = [];
    let current = incident;
    for (const change of decided.changes) {
      current = evolve(current, change);
      steps.push({ incident: current, change });
    }
    await updateIncidents(client, [current]);
    await insertTimeline(
      client,
      steps.map((step) => ({ ...step, revision: step.incident.revision })),
    );
    await insertOutbox(
      client,
      steps.map((step) => announce(step.incident, step.change)),
    );
    if (command.type === 'FlagServiceImpact') {
      await askRedecision(client, current.tenant, { reason: 'flag', incidentId }, now);
    }
    return { ok: true, incident: current, changes: decided.changes };
  });
}
