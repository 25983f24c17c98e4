import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import { SCOPE_ROLES, STORE_SERVICES, loginOf } from './roles.js';
import { policiesOf } from './row-rules.js';
import { TABLES, type TableAccess } from './table-access.js';

const SERVICE_ROLES = [...STORE_SERVICES.map(loginOf), ...SCOPE_ROLES.map(({ name }) => name)].join(', ');

/** What runs with the rights of the owner is for the services alone. */
const FUNCTIONS = [
  'revoke all on function end_abandoned from public',
  `grant execute on function end_abandoned to ${SERVICE_ROLES}`,
];

/**
 * Brings policies and privileges to what `TABLES` says; nothing when they are. To be called while maintaining. Table by
 * table, so that services of the release before, which go on meanwhile, are never waited for with several locks in hand.
 */
export async function applyAccess(store: DataSource): Promise<void> {
  const [here] = await store.query<{ tables: string[] }[]>(
    'select array(select relname::text from pg_class where relnamespace = current_schema()::regnamespace) as tables',
  );
  const { tables } = here!;
  // Who migrates only so far, to see what the rest does, has not all of them.
  if (!tables.includes('access_state')) return;
  const present = Object.entries(TABLES).filter(([table]) => tables.includes(table));
  const wanted = present.map(([table, access]) => ({ table, statements: statementsOf(table, access) }));
  const digest = createHash('sha256')
    .update(JSON.stringify([wanted, FUNCTIONS]))
    .digest('base64url');
  const [state] = await store.query<{ digest: string }[]>('select digest from access_state');
  if (state?.digest === digest) return;
  for (const { table, statements } of wanted) await bringTo(store, table, statements);
  for (const statement of FUNCTIONS) await store.query(statement);
  await store.query('insert into access_state (digest) values ($1) on conflict (only_one) do update set digest = $1', [
    digest,
  ]);
}

async function bringTo(store: DataSource, table: string, statements: readonly string[]): Promise<void> {
  await inTransaction(store, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select polname as name from pg_policy where polrelid = $1::regclass',
      [table],
    );
    for (const { name } of rows) await client.query(`drop policy ${name} on ${table}`);
    for (const statement of statements) await client.query(statement);
  });
}

function statementsOf(table: string, access: TableAccess): readonly string[] {
  const rolesOf = (service: string) => SCOPE_ROLES.filter((role) => role.service === service).map(({ name }) => name);
  return [
    `revoke all on ${table} from public, ${SERVICE_ROLES}`,
    ...STORE_SERVICES.flatMap((service) =>
      access[service] ? [`grant ${access[service]} on ${table} to ${rolesOf(service).join(', ')}`] : [],
    ),
    ...(access.rows
      ? [
          `alter table ${table} enable row level security`,
          `alter table ${table} force row level security`,
          ...policiesOf(table, access.rows),
        ]
      : []),
  ];
}
