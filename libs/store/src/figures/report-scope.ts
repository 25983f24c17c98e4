import type { Party, Period } from '@demarc/domain';
import type { Place } from '../queue/statement.js';

/** Of what a report is. */
export interface ReportScope extends Period {
  /** Null: of all tenants. */
  readonly tenant: string | null;
  /** Who holds the incidents now; null: either party. */
  readonly party: Party | null;
  /** Also what is internal to Microsoft. */
  readonly internal: boolean;
}

/** The condition of a scope's tenant and of what its reader may know, on a table that names its incidents. */
export function withinScope({ tenant, internal }: ReportScope, table: string, place: Place): string {
  const conditions = [
    ...(tenant === null ? [] : [`${table}.tenant_id = ${place(tenant)}`]),
    ...(internal
      ? []
      : [
          `not exists (select from incidents hidden where hidden.tenant_id = ${table}.tenant_id
             and hidden.incident_id = ${table}.incident_id and hidden.is_internal)`,
        ]),
  ];
  return conditions.map((condition) => ` and ${condition}`).join('');
}
