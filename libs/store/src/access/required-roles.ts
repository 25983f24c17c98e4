import type { ClientBase } from 'pg';
import { OWNER, SCOPE_ROLES, STORE_SERVICES, VIEWERS, loginOf } from './roles.js';

/** Nobody of these is a superuser, passes row-level security by, or makes roles. */
const NO_POWERS = 'nosuperuser nobypassrls nocreatedb nocreaterole noreplication';

/**
 * Makes the roles that are missing, and gives the owner what belongs to somebody else. Throws when it may not, with the
 * statements that somebody who may has to run.
 */
export async function requireRoles(client: ClientBase): Promise<void> {
  const roles = await missingRoles(client);
  await orSayWhoMust('roles', roles, () => together(client, roles));
  const misplaced = await misplacedObjects(client);
  await orSayWhoMust('the owner of the schema', misplaced, () => oneByOne(client, misplaced));
}

const INSUFFICIENT_PRIVILEGE = '42501';
const DEADLOCK_DETECTED = '40P01';
const TRIES = 10;

async function orSayWhoMust(what: string, statements: readonly string[], run: () => Promise<void>): Promise<void> {
  try {
    if (statements.length > 0) await run();
  } catch (cause) {
    if (codeOf(cause) !== INSUFFICIENT_PRIVILEGE) throw cause;
    const asked = `Let a superuser run this on the database once, and migrate again:\n${statements.join(';\n')};`;
    throw new Error(`Demarc needs ${what} that this user may not make (${(cause as Error).message}). ${asked}`, {
      cause,
    });
  }
}

async function together(client: ClientBase, statements: readonly string[]): Promise<void> {
  try {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Each by itself, and again when services of the release before had a lock first: they work on meanwhile. */
async function oneByOne(client: ClientBase, statements: readonly string[]): Promise<void> {
  for (const statement of statements) {
    for (let tried = 1; ; tried += 1) {
      try {
        await client.query(statement);
        break;
      } catch (error) {
        if (codeOf(error) !== DEADLOCK_DETECTED || tried === TRIES) throw error;
      }
    }
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

async function missingRoles(client: ClientBase): Promise<readonly string[]> {
  const logins = STORE_SERVICES.map(loginOf);
  const names = [OWNER, ...Object.values(VIEWERS), ...logins, ...SCOPE_ROLES.map(({ name }) => name)];
  const { rows } = await client.query<{ roles: string[]; members: string[]; user: string; can_own: boolean }>(
    `select
       array(select rolname::text from pg_roles where rolname = any($1)) as roles,
       array(select g.rolname || ' ' || m.rolname from pg_auth_members a join pg_roles g on g.oid = a.roleid
             join pg_roles m on m.oid = a.member where g.rolname = any($1) and (a.inherit_option or a.set_option)) as members,
       quote_ident(current_user) as user,
       coalesce((select pg_has_role(current_user, oid, 'set') from pg_roles where rolname = $2), false) as can_own`,
    [names, OWNER],
  );
  const { roles, members, user, can_own: canOwn } = rows[0]!;
  const grants = [
    ...SCOPE_ROLES.flatMap(({ name, viewers }) =>
      viewers.map((viewer) => ({ role: viewer, to: name, how: 'with inherit true, set false' })),
    ),
    // The owner may end their sessions; they have nothing that it could take.
    ...logins.map((login) => ({ role: login, to: OWNER, how: 'with inherit true, set false' })),
    // Not inherited: who says for nobody in particular that something be done, may do nothing.
    ...SCOPE_ROLES.map(({ name, service }) => ({
      role: name,
      to: loginOf(service),
      how: 'with inherit false, set true',
    })),
  ];
  return [
    ...names
      .filter((name) => !roles.includes(name))
      .map((name) => `create role ${name} ${logins.includes(name) ? 'login' : 'nologin'} ${NO_POWERS}`),
    ...(canOwn ? [] : [`grant ${OWNER} to ${user} with set true`]),
    ...grants
      .filter(({ role, to }) => !members.includes(`${role} ${to}`))
      .map(({ role, to, how }) => `grant ${role} to ${to} ${how}`),
  ];
}

/** What migrations of before made belongs to who ran them, and a schema that was made anew lets nobody in. */
async function misplacedObjects(client: ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ statement: string }>(
    `with owner as (select oid from pg_roles where rolname = $1), here as (select current_schema()::regnamespace as oid),
     foreign_made as (select objid from pg_depend where deptype in ('e', 'a', 'i') and classid in ('pg_class'::regclass, 'pg_proc'::regclass))
     select format('grant usage, create on schema %s to ${OWNER}', here.oid) as statement from here, owner
     where not has_schema_privilege(owner.oid, here.oid, 'create')
     union all
     select format('alter table %s owner to ${OWNER}', c.oid::regclass) from pg_class c, here, owner
     where c.relnamespace = here.oid and c.relkind in ('r', 'p', 'v', 'm') and c.relowner <> owner.oid
       and c.oid not in (select objid from foreign_made)
     union all
     select format('alter routine %s owner to ${OWNER}', p.oid::regprocedure) from pg_proc p, here, owner
     where p.pronamespace = here.oid and p.proowner <> owner.oid and p.oid not in (select objid from foreign_made)
     union all
     select format('grant usage on schema %s to %I', here.oid, r.rolname) from pg_roles r, here
     where r.rolname = any($2) and not has_schema_privilege(r.oid, here.oid, 'usage')`,
    [OWNER, [...STORE_SERVICES.map(loginOf), ...SCOPE_ROLES.map(({ name }) => name)]],
  );
  return rows.map(({ statement }) => statement);
}
