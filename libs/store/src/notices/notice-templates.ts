import { type ChannelType, type Instant, type NoticeKind, PROVIDER, instantOf } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { changing } from '../audit/changing.js';

/** Which template of a tenant's own. */
export interface TemplateKey {
  readonly kind: NoticeKind;
  /** Null: for every channel that has none of its own. */
  readonly channel: ChannelType | null;
  /** A language alone, such as `fr`. */
  readonly language: string;
}

export interface KeptTemplate extends TemplateKey {
  readonly text: string;
  readonly changedAt: Instant;
  /** `<party>/<name>`. */
  readonly changedBy: string;
}

/** A tenant's own templates, by kind, channel and language. */
export async function loadTemplatesOf(store: DataSource, tenant: string): Promise<readonly KeptTemplate[]> {
  const rows = await store.query<(Omit<KeptTemplate, 'changedAt'> & { changedAt: Date })[]>(
    `select kind, channel, language, template as text, changed_at as "changedAt", changed_by as "changedBy"
     from notice_templates where tenant_id = $1 order by kind, channel nulls first, language`,
    [tenant],
  );
  return rows.map((row) => ({ ...row, changedAt: instantOf(row.changedAt) }));
}

/** Writes a template over the one that there is for the same. */
export async function putTemplate(store: DataSource, tenant: string, template: KeptTemplate): Promise<void> {
  const { kind, channel, language, text, changedAt, changedBy } = template;
  if (tenant === PROVIDER) {
    await store.query(
      `insert into tenants (tenant_id, name) values ($1, 'Microsoft Managed Desktop') on conflict do nothing`,
      [tenant],
    );
  }
  await changing(
    store,
    `insert into notice_templates (tenant_id, kind, channel, language, template, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, kind, channel, language) do update set template = excluded.template,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [tenant, kind, channel, language, text, changedAt, changedBy],
  );
}

/** Answers false when there was none. */
export async function removeTemplate(
  store: DataSource,
  tenant: string,
  { kind, channel, language }: TemplateKey,
): Promise<boolean> {
  const [, removed] = await changing<[unknown, number]>(
    store,
    `delete from notice_templates
     where tenant_id = $1 and kind = $2 and channel is not distinct from $3 and language = $4`,
    [tenant, kind, channel, language],
  );
  return removed > 0;
}
