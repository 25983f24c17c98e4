import { OWNER, VIEWERS } from './roles.js';

/** Whose the rows of a table are, for the policies of the database. Texts are SQL over the table's columns. */
export interface RowRule {
  /** The tenant of a row; null: its rows are nobody's but those who work for all tenants. */
  readonly tenant: string | null;
  /** Rows that everybody may read, beside their own. */
  readonly shared?: string;
  /** What of it a person sees who does not see security; all of it when not given. */
  readonly withoutSecurity?: string;
  /** What of it customers see, who work for single tenants; all of theirs when not given. */
  readonly toCustomers?: string;
}

/** As what a scope stands for in `demarc.tenants`: `*`, or names with commas. */
const TOLD = `current_setting('demarc.tenants', true)`;

const { all, one, several, withoutSecurity } = VIEWERS;

/**
 * The policies of a table. That of who works for all tenants is `true`, which the planner removes: a condition on rows
 * comes before whatever could tell of them, and so keeps most indexes of search from being used.
 */
export function policiesOf(table: string, rule: RowRule): readonly string[] {
  const policy = (name: string, how: string, to: string, using: string): string =>
    `create policy ${name} on ${table} ${how} to ${to} using (${using})`;
  const { tenant, shared } = rule;
  const customers = `${one}, ${several}`;
  const ofSeveral = `${tenant} = any(string_to_array(${TOLD}, ','))`;
  return [
    policy('maintained', '', OWNER, `current_setting('demarc.maintenance', true) = 'on'`),
    policy('of_all_tenants', '', all, 'true'),
    ...(tenant === null ? [] : [policy('of_one_tenant', '', one, `${tenant} = ${TOLD}`)]),
    ...(tenant === null ? [] : [policy('of_several_tenants', '', several, ofSeveral)]),
    ...(shared ? [policy('shared', 'for select', customers, shared)] : []),
    ...(rule.withoutSecurity
      ? // For reading, and for finding what to change: what is written about an incident may be out of its writer's sight.
        [policy('without_security', 'as restrictive for select', withoutSecurity, rule.withoutSecurity)]
      : []),
    ...(rule.toCustomers ? [policy('to_customers', 'as restrictive for select', customers, rule.toCustomers)] : []),
  ];
}

const TENANT = 'tenant_id';

/** Rows of a tenant. */
export const ofTenant: RowRule = { tenant: TENANT };

/** Rows of a tenant about a row of another table: who does not see that one does not see them. */
export function ofOther(other: string, table: string, columns: readonly string[]): RowRule {
  const seen = sees(other, table, columns);
  return { tenant: TENANT, withoutSecurity: seen, toCustomers: seen };
}

/** Rows of a tenant about one of its incidents. */
export const ofIncident = (table: string): RowRule => ofOther('incidents', table, ['incident_id']);

/** The same where some rows are about no incident. */
export function ofIncidentIfAny(table: string): RowRule {
  const seen = `incident_id is null or ${sees('incidents', table, ['incident_id'])}`;
  return { tenant: TENANT, withoutSecurity: seen, toCustomers: seen };
}

/** The same where rows about no incident are about a row of another table. */
export function ofIncidentOrOther(table: string, other: string, columns: readonly string[]): RowRule {
  const seen = `case when incident_id is null then ${sees(other, table, columns)}
    else ${sees('incidents', table, ['incident_id'])} end`;
  return { tenant: TENANT, withoutSecurity: seen, toCustomers: seen };
}

/** That a row of another table, whose own policies hold, is seen. */
export function sees(other: string, table: string, columns: readonly string[]): string {
  const same = ['tenant_id', ...columns].map((column) => `seen.${column} = ${table}.${column}`);
  return `exists (select from ${other} seen where ${same.join(' and ')})`;
}
