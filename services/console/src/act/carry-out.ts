import type { CommandName, IncidentDetail, IncidentView } from '@demarc/contracts';
import { ask, invalidate, queryClient } from '../api/ask.js';
import { type BodyAt, call } from '../api/call.js';
import { type Refused, refusedWith } from '../api/refused.js';
import { onceKey } from '../api/once-key.js';
import { putIntoLists } from '../queue/incident-pages.js';
import type { Me } from '../session/me.js';

type CommandDoor = `POST /v1/incidents/:id/${CommandName}`;
export type CommandBody = Readonly<Record<string, unknown>>;

/**
 * Does something with one incident, of the revision that is on the screen. The screen shows what it will become at once,
 * and goes back when it is refused. Throws what {@link call} throws.
 */
export async function carryOut(
  name: CommandName,
  incident: IncidentView,
  body: CommandBody,
  me: Me,
): Promise<IncidentView> {
  const expected = { ...incident, ...expectedOf(name, incident, me) };
  show(expected);
  try {
    const door = `POST /v1/incidents/:id/${name}` as CommandDoor;
    const given = { params: { id: incident.id }, ifMatch: incident.revision, idempotencyKey: onceKey() };
    const answer = await call(door, { ...given, body: body as BodyAt<CommandDoor> });
    show(answer.incident);
    return answer.incident;
  } catch (error) {
    show(incident);
    throw error;
  } finally {
    void readAbout(incident);
  }
}

interface BulkResult {
  readonly done: number;
  /** Why some were not done, each in the API's words. */
  readonly refused: readonly Refused[];
  /** The last of them, which may not be done, since no answer to them came. */
  readonly open: { readonly count: number; readonly error: Error } | null;
}

/**
 * Does the same with many; each is carried out or refused by itself. Throws what {@link call} throws when nothing was
 * answered; what was done before an answer failed to come is done, and said.
 */
export async function carryOutBulk(
  name: CommandName,
  incidents: readonly IncidentView[],
  body: CommandBody,
): Promise<BulkResult> {
  let done = 0;
  const refused: Refused[] = [];
  try {
    for (let from = 0; from < incidents.length; from += MOST_AT_ONCE) {
      const items = incidents.slice(from, from + MOST_AT_ONCE).map(({ id, revision }) => ({ id, revision }));
      const given = { body: { command: name, body, items }, idempotencyKey: onceKey() };
      const answer = await call('POST /v1/incidents/bulk', given);
      const changed = answer.items.flatMap((result) => (result.ok ? [result.answer.incident] : []));
      putIntoLists(new Map(changed.map((incident) => [incident.id, incident])));
      done += changed.length;
      refused.push(...answer.items.flatMap((result) => (result.ok ? [] : [refusedWith(result.problem)])));
    }
    return { done, refused, open: null };
  } catch (error) {
    const count = incidents.length - done - refused.length;
    if (count === incidents.length) throw error;
    return { done, refused, open: { count, error: error as Error } };
  } finally {
    void invalidate('GET /v1/views', 'GET /v1/queues', 'GET /v1/incidents/:id');
  }
}

const MOST_AT_ONCE = 200;

/** What is certain to follow, for the commands that people repeat all day; the rest is shown when it is done. */
function expectedOf(name: CommandName, { state }: IncidentView, { name: mine }: Me): Partial<IncidentView> {
  const takenUp = state === 'new' ? ({ state: 'acknowledged' } as const) : {};
  if (name === 'acknowledge') return takenUp;
  if (name === 'claim') return { ...takenUp, assignee: mine };
  if (name === 'resolve') return { state: 'resolved', dues: [] };
  return {};
}

/** Its page may be asked for by its id or its reference. */
const namesOf = ({ id, reference }: IncidentView) => [id, reference];

function show(incident: IncidentView): void {
  putIntoLists(new Map([[incident.id, incident]]));
  for (const id of namesOf(incident)) {
    const { queryKey } = ask('GET /v1/incidents/:id', { id });
    queryClient.setQueryData<IncidentDetail>(queryKey, (detail) => detail && { ...detail, incident });
  }
}

/** What else follows from it: timeline, notices and clocks of the incident, counts of the queues. */
export async function readAbout(incident: IncidentView): Promise<void> {
  const about = namesOf(incident).flatMap((id) =>
    (['', '/joint', '/receipt', '/timeline'] as const).map((part) => [`GET /v1/incidents/:id${part}`, { id }]),
  );
  await Promise.all([
    ...about.map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    invalidate('GET /v1/views', 'GET /v1/queues'),
  ]);
}
