import type { Incident, Queue } from '@demarc/domain';
import { eventually } from './eventually.js';
import type { ReceivedWebhook } from './fake-receiver.js';
import type { Stack } from './stack.js';

interface Page<T> {
  readonly items: readonly T[];
}

/** The incidents of a queue, as the api lists them. */
export async function queueOf(stack: Stack, queue: Queue): Promise<readonly Incident[]> {
  const { status, body } = await stack.http.get<Page<Incident>>(`/v1/incidents?queue=${queue}&limit=200`);
  if (status !== 200) throw new Error(`listing ${queue} was answered ${status}: ${JSON.stringify(body)}`);
  return body.items;
}

/** Waits for an incident with that title and answers it. */
export function incidentTitled(stack: Stack, title: string): Promise<Incident> {
  return eventually(`an incident titled ${title}`, async () => {
    const [row] = await stack.store.query<{ document: Incident }[]>(
      `select document from incidents where document->>'title' = $1`,
      [title],
    );
    return row?.document;
  });
}

/** The incident as the store has it now. */
export async function incidentOf(stack: Stack, id: string): Promise<Incident> {
  const [row] = await stack.store.query<{ document: Incident }[]>(
    'select document from incidents where incident_id = $1',
    [id],
  );
  if (!row) throw new Error(`there is no incident ${id}`);
  return row.document;
}

/** Waits until the incident is held by that queue and answers it. */
export function heldBy(stack: Stack, id: string, queue: Queue): Promise<Incident> {
  return eventually(`incident ${id} to be in ${queue}`, async () => {
    const incident = await incidentOf(stack, id);
    return incident.queue === queue && incident;
  });
}

/** The webhooks that came to a path of the fake receiver about an incident. */
export function webhooksTo(stack: Stack, hook: string, incidentId: string): Promise<ReceivedWebhook[]> {
  return stack.receiver.waitFor(({ path, body }) => path.endsWith(`/${hook}`) && body.includes(incidentId));
}

/** How many notices of which kind each queue is owed for an incident. */
export async function owed(stack: Stack, incidentId: string): Promise<Record<string, string>> {
  const rows = await stack.store.query<{ kind: string; queue: string }[]>(
    'select kind, queue from notices where incident_id = $1',
    [incidentId],
  );
  return Object.fromEntries(rows.map(({ kind, queue }) => [kind, queue]));
}
