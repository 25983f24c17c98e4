import type { InhibitionRule } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { changing } from '../audit/changing.js';

/** The open incident of a customer that a rule takes for the cause of others, the oldest; null: none. */
export async function inhibitorOf(
  store: DataSource,
  tenant: string,
  { source }: InhibitionRule,
): Promise<{ readonly id: string; readonly reference: string } | null> {
  const [row] = await store.query<{ id: string; reference: string }[]>(
    `select incident_id as id, reference from incidents
     where tenant_id = $1 and state <> 'resolved' and kind = 'operational'
       and area = any($2::text[]) and severity = any($3::text[])
     order by opened_at limit 1`,
    [tenant, source.areas, source.severities],
  );
  return row ?? null;
}

/** Customers with inhibition rules of their own. */
export async function loadInhibitionRules(store: DataSource): Promise<ReadonlyMap<string, readonly InhibitionRule[]>> {
  const rows = await store.query<{ tenant: string; rules: InhibitionRule[] }[]>(
    'select tenant_id as tenant, inhibition_rules as rules from tenants where inhibition_rules is not null',
  );
  return new Map(rows.map(({ tenant, rules }) => [tenant, rules]));
}

/** Replaces a customer's inhibition rules; null: the shipped ones. Answers false when there is no such customer. */
export async function putInhibitionRules(
  store: DataSource,
  tenant: string,
  rules: readonly InhibitionRule[] | null,
): Promise<boolean> {
  const [, changed] = await changing<[unknown, number]>(
    store,
    'update tenants set inhibition_rules = $2 where tenant_id = $1',
    [tenant, rules && JSON.stringify(rules)],
  );
  return changed > 0;
}
