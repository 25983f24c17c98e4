import {
  COMMAND_ROUTES,
  type CommandAnswerBody,
  type CommandName,
  type HttpRoute,
  type IncidentView,
  ROUTES,
} from '@demarc/contracts';
import { EXIT, type ExitCode } from './exit-code.js';
import { Failure } from './failure.js';
import { failureDocument, failureText } from './print/failure-text.js';
import type { Session } from './session.js';

type CommandRoute = (typeof COMMAND_ROUTES)[CommandName];

type Changed =
  | {
      readonly id: string;
      readonly ok: true;
      readonly incident: IncidentView;
      readonly changes: CommandAnswerBody['changes'];
    }
  | { readonly id: string; readonly ok: false; readonly failure: Failure };

/**
 * Does one thing to each incident: reads it, and sends the command for exactly what was read. The result of each is
 * told. Exit code: that of the only one, or 1 when any of several failed.
 */
export async function changeIncidents(
  session: Session,
  route: CommandRoute,
  ids: readonly string[],
  body: object,
  done: (incident: IncidentView) => string,
): Promise<ExitCode> {
  const results: Changed[] = [];
  for (const id of ids) results.push(await changeOne(session, route, id, body));
  const items = results.map((result) =>
    result.ok ? result : { id: result.id, ok: result.ok, ...failureDocument(result.failure) },
  );
  if (session.json) session.show({ items }, () => '');
  for (const result of results) tell(session, result, done);
  const failed = results.filter((result) => !result.ok);
  if (failed.length === 0) return EXIT.ok;
  return results.length === 1 && failed[0] ? failed[0].failure.exitCode : EXIT.refused;
}

async function changeOne({ api }: Session, route: CommandRoute, id: string, body: object): Promise<Changed> {
  try {
    const { etag } = await api.call(ROUTES.readIncident, { params: { id } });
    const headers = etag === null ? {} : { 'if-match': etag };
    const answer = await api.call(route as HttpRoute, { params: { id }, headers, body });
    const { incident, changes } = answer.body as CommandAnswerBody;
    return { id, ok: true, incident, changes };
  } catch (error) {
    // Without an API there is no point in trying the others.
    if (error instanceof Failure && error.exitCode !== EXIT.unreachable) return { id, ok: false, failure: error };
    throw error;
  }
}

function tell(session: Session, result: Changed, done: (incident: IncidentView) => string): void {
  if (!result.ok) return session.remark(failureText(result.failure, session.style));
  const { style } = session;
  if (!session.json)
    session.show(
      result,
      () => `${style.green('done')}  ${style.bold(result.incident.reference)}  ${done(result.incident)}`,
    );
}
