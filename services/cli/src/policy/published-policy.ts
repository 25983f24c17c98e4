import { ROUTES } from '@demarc/contracts';
import { EXIT } from '../exit-code.js';
import { Failure } from '../failure.js';
import type { Session } from '../session.js';

/**
 * The YAML of a policy as it was published, asked of the API; null when the API knows no such version.
 *
 * @throws Failure: the API cannot be reached, or refused for another reason
 */
export async function publishedPolicy(version: string, { api }: Pick<Session, 'api'>): Promise<string | null> {
  try {
    return (await api.call(ROUTES.readPolicy, { params: { version } })).body.document;
  } catch (error) {
    if (error instanceof Failure && error.exitCode === EXIT.notFound) return null;
    throw error;
  }
}
