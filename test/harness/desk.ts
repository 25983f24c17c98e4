import type { CommandAnswerBody, CommandName, IncidentDetail, Problem } from '@demarc/contracts';
import type { HttpAnswer } from './http-door.js';
import { eventually } from './eventually.js';
import type { ReceivedWebhook } from './fake-receiver.js';
import { READER } from './people.js';
import type { Stack } from './stack.js';

type Answer = HttpAnswer<CommandAnswerBody & Problem>;

/** Incidents as people work them over HTTP. */
export interface Desk {
  /** Gives a command for whatever the incident is now; fails when it is refused. */
  act(id: string, command: CommandName, actor: string, body?: object): Promise<CommandAnswerBody>;
  /** The same, answered as it is: also a refusal. */
  ask(
    id: string,
    command: CommandName,
    actor: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  read(id: string, actor?: string): Promise<HttpAnswer<IncidentDetail>>;
  /** Waits until the incident is as `holds` says, and answers it. */
  until(id: string, what: string, holds: (detail: IncidentDetail) => boolean): Promise<IncidentDetail>;
  /** The webhooks of a kind about an incident that came to a path, once there are so many. */
  told(hook: string, kind: string, id: string, count?: number): Promise<readonly ReceivedWebhook[]>;
}

export function deskOf(stack: Stack): Desk {
  const ask: Desk['ask'] = (id, command, actor, body = {}, headers = {}) =>
    stack.http.post(`/v1/incidents/${id}/${command}`, body, { as: actor, 'if-match': '*', ...headers });
  const read: Desk['read'] = (id, actor = READER) =>
    stack.http.get<IncidentDetail>(`/v1/incidents/${id}`, { as: actor });
  return {
    ask,
    read,
    act: async (id, command, actor, body) => {
      const { status, body: answer } = await ask(id, command, actor, body);
      if (status !== 200) throw new Error(`${command} of ${actor} was answered ${status}: ${answer.detail}`);
      return answer;
    },
    until: (id, what, holds) =>
      eventually(what, async () => {
        const { body } = await read(id);
        return holds(body) && body;
      }),
    told: (hook, kind, id, count = 1) =>
      stack.receiver.waitFor(
        ({ path, json }) =>
          path.endsWith(`/${hook}`) && json.data?.notice.kind === kind && json.data.incident?.id === id,
        count,
      ),
  };
}
