import type { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

/** How the database's schema fits this version of the code. */
export interface SchemaStanding {
  /** Why it must not be used and what to do; null when it may. */
  readonly problem: string | null;
  /** What somebody should know although it works. */
  readonly remark: string | null;
}

/** A migration whose class is named so takes something away that the version before it uses. */
const TAKES_AWAY = /^Contract/;

const MIGRATE = 'Run "node deploy/migrate.mjs" with its DATABASE_URL, which may be done while the older version runs.';

/** Compares the migrations that a database has with those that this version knows. */
export async function schemaStanding(store: DataSource): Promise<SchemaStanding> {
  const [{ made, readable }] = await store.query<[{ made: boolean; readable: boolean | null }]>(
    `select to_regclass('migrations') is not null as made,
       has_table_privilege(to_regclass('migrations'), 'select') as readable`,
  );
  if (made && !readable)
    return {
      problem: `The database is older than this version: the roles of services may not touch it yet. ${MIGRATE}`,
      remark: null,
    };
  const ran = made ? await store.query<{ name: string }[]>('select name from migrations order by id') : [];
  return standingOf(
    MIGRATIONS.map(({ name }) => name),
    ran.map(({ name }) => name),
  );
}

/**
 * An older schema lacks what this version needs. A newer one has more, which does not disturb: that is how two versions
 * run side by side during an upgrade, and why the older one may still be started. Only after a migration that took
 * something away it must not.
 */
export function standingOf(known: readonly string[], ran: readonly string[]): SchemaStanding {
  const missing = known.filter((name) => !ran.includes(name));
  if (missing.length > 0)
    return {
      problem: `The database is older than this version: it lacks ${list(missing)}. ${MIGRATE}`,
      remark: null,
    };
  const newer = ran.filter((name) => !known.includes(name));
  const taken = newer.filter((name) => TAKES_AWAY.test(name));
  if (taken.length > 0)
    return {
      problem:
        `The database is newer than this version, and ${list(taken)} took away what it uses. ` +
        'Start the newer version, or restore a backup of this one.',
      remark: null,
    };
  const remark = newer.length > 0 ? `the database is newer than this version, by ${list(newer)}` : null;
  return { problem: null, remark };
}

const MOST_NAMED = 3;

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}
