import type { Role } from '@demarc/domain';

/** Somebody who is signed in with one click, on this machine alone. */
export interface DemoPerson {
  /** What `--as` calls them, and the subject of their tokens. */
  readonly id: string;
  readonly name: string;
  /** Under which Demarc keeps what they did. */
  readonly username: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** What the groups amount to, by `deploy/local/people/role-mapping.yaml`. */
  readonly role: Role;
  readonly does: string;
}

/** What their access tokens are made for, as the api expects it unless told otherwise. */
export const API_AUDIENCE = 'demarc-api';

/** The people of the demonstration, in the order of the sign-in page. */
export const DEMO_PEOPLE = [
  person('soc-analyst', 'Sam Okafor', 'demarc', 'soc-analysts', 'soc-analyst', "works the SOC's queue"),
  person('soc-lead', 'Lea Brandt', 'demarc', 'soc-leads', 'soc-lead', 'leads the SOC, over all customers'),
  person(
    'mmd-operations',
    'Omar Haddad',
    'demarc',
    'mmd-operations',
    'mmd-operations',
    'engineer of Microsoft operations; sees no security incidents',
  ),
  person('contoso-ops', 'Robin Meijer', 'contoso', 'contoso-operations', 'customer-ops', "works Contoso's queues"),
  person('contoso-admin', 'Dana Visser', 'contoso', 'contoso-admins', 'customer-admin', 'keeps Contoso in Demarc'),
  person('fabrikam-ops', 'Lee Chen', 'fabrikam', 'fabrikam-operations', 'customer-ops', "works Fabrikam's queues"),
  person(
    'service-manager',
    'Grace Lindqvist',
    'demarc',
    'service-managers',
    'service-manager',
    'owns the policy and proves that it was kept',
  ),
  person(
    'second-manager',
    'Noor Amrani',
    'demarc',
    'service-managers',
    'service-manager',
    'approves what the other service manager proposes, and proposes to her',
  ),
  person('auditor', 'Ines Duarte', 'demarc', 'auditors', 'auditor', 'reads everything and changes nothing'),
] as const satisfies readonly DemoPerson[];
export type DemoPersonId = (typeof DEMO_PEOPLE)[number]['id'];

export function findDemoPerson(id: string): DemoPerson | null {
  return DEMO_PEOPLE.find((one) => one.id === id) ?? null;
}

function person<const Id extends string>(
  id: Id,
  name: string,
  firm: string,
  group: string,
  role: Role,
  does: string,
): DemoPerson & { readonly id: Id } {
  const username = name.toLowerCase().replace(' ', '.');
  // Mails to `.example` can reach nobody (RFC 2606).
  return { id, name, username, email: `${username}@${firm}.example`, groups: [group], role, does };
}
