import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { instant } from '../notices/notice-sql.js';

/** A link that was mailed: one contact's, to do one thing about one notice. */
export interface MailedLink {
  readonly tenant: string;
  readonly noticeId: string;
  readonly contactId: string;
  readonly command: string;
}

export interface LinkUse {
  readonly at: Instant;
  /** `<party>/<name>`. */
  readonly by: string;
}

/** When and by whom a link was used; null: it was not yet. */
export async function findLinkUse(store: DataSource, link: MailedLink): Promise<LinkUse | null> {
  const [row] = await store.query<LinkUse[]>(
    `select ${instant('used_at')} as at, used_by as by from used_links
     where tenant_id = $1 and notice_id = $2 and contact_id = $3 and command = $4`,
    [link.tenant, link.noticeId, link.contactId, link.command],
  );
  return row ?? null;
}

/** Keeps the one use of a link; the first stays. */
export async function keepLinkUse(store: DataSource, link: MailedLink, { at, by }: LinkUse): Promise<void> {
  await store.query(
    `insert into used_links (tenant_id, notice_id, contact_id, command, used_at, used_by)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [link.tenant, link.noticeId, link.contactId, link.command, at, by],
  );
}

/** The secret that signs links when none is configured: `fresh` when there was none yet, the same for all processes. */
export async function loadLinkSecret(store: DataSource, fresh: string): Promise<string> {
  await store.query('insert into link_secrets (secret) values ($1) on conflict do nothing', [fresh]);
  const [row] = await store.query<{ secret: string }[]>('select secret from link_secrets');
  return row!.secret;
}
