import { type ContactSlot, type OnCallSchedule, PROVIDER } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { changing } from '../audit/changing.js';

export interface KeptSchedule {
  readonly tenant: string;
  readonly area: ContactSlot;
  readonly schedule: OnCallSchedule;
}

/** The schedules of tenants, by tenant; one without any is not in the answer. */
export async function loadSchedulesOf(
  store: DataSource,
  tenants: readonly string[],
): Promise<ReadonlyMap<string, readonly KeptSchedule[]>> {
  const rows = await store.query<KeptSchedule[]>(
    `select tenant_id as tenant, area, document as schedule from on_call_schedules
     where tenant_id = any($1::text[]) order by tenant_id, area`,
    [tenants],
  );
  return Map.groupBy(rows, ({ tenant }) => tenant);
}

/** Replaces an area's schedule. */
export async function putSchedule(store: DataSource, { tenant, area, schedule }: KeptSchedule): Promise<void> {
  if (tenant === PROVIDER) {
    await store.query(
      `insert into tenants (tenant_id, name) values ($1, 'Microsoft Managed Desktop') on conflict do nothing`,
      [tenant],
    );
  }
  await changing(
    store,
    `insert into on_call_schedules (tenant_id, area, document) values ($1, $2, $3)
     on conflict (tenant_id, area) do update set document = excluded.document`,
    [tenant, area, JSON.stringify(schedule)],
  );
}

/**
 * Adds somebody's turn to an area's schedule as it is in the store, so that nothing that others added is lost. Answers
 * the schedule with it; null when the area has none, or `most` are in it already.
 */
export async function addScheduleOverride(
  store: DataSource,
  { tenant, area }: Pick<KeptSchedule, 'tenant' | 'area'>,
  override: OnCallSchedule['overrides'][number],
  most: number,
): Promise<OnCallSchedule | null> {
  const [rows] = await changing<[{ schedule: OnCallSchedule }[], number]>(
    store,
    `update on_call_schedules
     set document = jsonb_set(document, '{overrides}', document -> 'overrides' || jsonb_build_array($3::jsonb))
     where tenant_id = $1 and area = $2 and jsonb_array_length(document -> 'overrides') < $4
     returning document as schedule`,
    [tenant, area, JSON.stringify(override), most],
  );
  return rows[0]?.schedule ?? null;
}

/** Answers false when there was none. */
export async function removeSchedule(store: DataSource, tenant: string, area: ContactSlot): Promise<boolean> {
  const [, removed] = await changing<[unknown, number]>(
    store,
    'delete from on_call_schedules where tenant_id = $1 and area = $2',
    [tenant, area],
  );
  return removed > 0;
}
