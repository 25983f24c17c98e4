import { ROLES, ROLE_FACTS, type Role } from '@demarc/domain';
import { type Person, testIssuer } from '../../harness/people.js';
import type { Aimed } from './requests.js';

/** Somebody who asks; of several keys each is used in turn. */
export interface Asker {
  readonly name: string;
  readonly tokens: readonly string[];
}

export interface Heard {
  readonly status: number;
  /** Headers and body. */
  readonly text: string;
  readonly body: string;
}

export async function roleOf(role: Role, tenant: string): Promise<Asker> {
  const ofCustomer = ROLE_FACTS[role].party === 'customer';
  const token = await (await testIssuer()).tokenOf({ name: `a ${role}`, roles: [role], ...(ofCustomer && { tenant }) });
  return { name: ofCustomer ? `${role} of ${tenant}` : role, tokens: [token] };
}

/** A customer's people whom the role mapping lets see no security: of one tenant, or of a second one where they may. */
export function blindOf(tenant: string, alsoOf: 'fabrikam'): Promise<readonly Asker[]> {
  const people: Readonly<Record<string, Person['overruling']>> = {
    'a customer-ops without security': { blind: true },
    'a customer-admin without security': { blind: 'admin' },
    'somebody without security who has it elsewhere': { blind: true, partner: alsoOf },
  };
  return Promise.all(
    Object.entries(people).map(async ([name, overruling]) => {
      const token = await (await testIssuer()).tokenOf({ name, roles: [], tenant, ...(overruling && { overruling }) });
      return { name, tokens: [token] };
    }),
  );
}

export const ROLES_OF_MICROSOFT = ROLES.filter((role) => ROLE_FACTS[role].party === 'microsoft');
export const ROLES_OF_CUSTOMERS = ROLES.filter((role) => ROLE_FACTS[role].party === 'customer');

let turn = 0;

/** A stream that stays open is left once its first words are there. */
const LONGEST_WAIT_MS = 400;

export async function ask(apiUrl: string, { tokens }: Asker, aimed: Aimed, usedKey: string): Promise<Heard> {
  turn += 1;
  const token = tokens.length > 0 ? tokens[turn % tokens.length]! : null;
  const going = new AbortController();
  const answer = await fetch(`${apiUrl}${aimed.path}`, {
    method: aimed.method,
    redirect: 'manual',
    signal: going.signal,
    headers: {
      // A feed begins with all that is kept.
      'last-event-id': '0',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(aimed.contentType !== null && { 'content-type': aimed.contentType }),
      ...(aimed.method !== 'GET' && { 'if-match': '*', 'idempotency-key': usedKey }),
    },
    ...(aimed.body !== null && { body: aimed.body }),
  });
  const streams = answer.headers.get('content-type')?.includes('event-stream') ?? false;
  const body = streams ? await firstWords(answer, going) : await answer.text();
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return { status: answer.status, text: `${headers}\n\n${body}`, body };
}

async function firstWords(answer: Response, going: AbortController): Promise<string> {
  let text = '';
  const timer = setTimeout(() => going.abort(), LONGEST_WAIT_MS);
  try {
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) text += part;
  } catch {
    // Left.
  } finally {
    clearTimeout(timer);
  }
  return text;
}
