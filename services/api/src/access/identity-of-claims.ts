import { type RoleMapping, grantsOf, partyOfGrants } from '@demarc/contracts';
import type { Identity } from '@demarc/domain';
import { ProblemError } from '../door/problem-error.js';

export type Claims = Readonly<Record<string, unknown>>;

const MOST_OF_A_NAME = 200;
/** In this order: what people know each other by, and in the end what every token has. */
const NAMES = ['preferred_username', 'email', 'name', 'sub'] as const;

/**
 * Who somebody with these claims is. Throws `not-allowed` when the mapping gives them no role, or roles of both
 * parties: whose side they act for must never be a guess.
 */
export function identityOfClaims(mapping: RoleMapping, claims: Claims): Identity {
  const name = nameIn(claims);
  const grants = grantsOf(mapping, claims);
  if (grants.length === 0)
    throw refused(`${name} signed in, and no rule of the role mapping gives them a role. Ask whoever keeps it.`);
  const party = partyOfGrants(grants);
  if (!party)
    throw refused(`The role mapping gives ${name} roles of both parties, and one person acts for one. Correct it.`);
  return { kind: 'person', id: String(claims['sub']), actor: { party, name }, party, grants };
}

/**
 * Of these claims what {@link identityOfClaims} reads: the same identity comes of it. Of lists that is what the mapping
 * names, so that somebody of many groups is kept in few bytes.
 */
export function neededClaims({ rules }: RoleMapping, claims: Claims): Claims {
  const named = new Map<string, Set<unknown>>();
  for (const { when, tenantClaim } of rules) {
    for (const [claim, value] of Object.entries(when)) named.set(claim, (named.get(claim) ?? new Set()).add(value));
    if (tenantClaim !== undefined)
      named.set(tenantClaim, (named.get(tenantClaim) ?? new Set()).add(claims[tenantClaim]));
  }
  const ofRules = [...named].flatMap(([claim, values]): [string, unknown][] => {
    const found = claims[claim];
    if (Array.isArray(found)) return [[claim, found.filter((one) => values.has(one))]];
    return values.has(found) && found !== undefined ? [[claim, found]] : [];
  });
  const [claim, name] = namedBy(claims);
  // A rule may ask for the very claim that gives the name.
  return Object.fromEntries([[claim, name], ['sub', claims['sub']], ...ofRules]);
}

const nameIn = (claims: Claims): string => namedBy(claims)[1];

/** The claim that people know somebody by, and what it says. */
function namedBy(claims: Claims): readonly [claim: string, name: string] {
  for (const claim of NAMES) {
    const given = claims[claim];
    if (typeof given !== 'string') continue;
    // One line without control characters, whatever a provider lets people call themselves.
    const name = given
      .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim()
      .slice(0, MOST_OF_A_NAME);
    if (name !== '') return [claim, name];
  }
  throw refused('The token names nobody: it has no sub.');
}

const refused = (detail: string): ProblemError => new ProblemError('not-allowed', detail);
