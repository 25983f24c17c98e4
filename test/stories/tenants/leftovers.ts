import { randomUUID } from 'node:crypto';
import type { Stack } from '../../harness/stack.js';
import type { Place } from './place.js';
import { type Owner, wordOf } from './plant.js';

/**
 * What is there for a moment only, or when something went wrong: put there by hand, once nobody is left who works it
 * off. Answers the ids that a request can name.
 */
export async function plantLeftovers(stack: Stack, owner: Owner, incident: string): Promise<Pick<Place, 'gap'>> {
  const { tenant } = owner;
  const word = (thing: string) => wordOf(owner, 'everyday', thing);
  const gap = randomUUID();
  const insert = (table: string, row: Readonly<Record<string, unknown>>) =>
    stack.store.query(
      `insert into ${table} (${Object.keys(row).join()}) values (${Object.keys(row).map((_, at) => `$${at + 1}`)})`,
      Object.values(row),
    );
  const tenant_id = tenant;
  const id = randomUUID();
  const at = '2026-01-01T00:00:00Z';
  await insert('gaps', { gap_id: gap, kind: 'row-missing', tenant_id, what: word('gap'), facts: '{}', found_at: at });
  await insert('removals', { removed_id: id, tenant_id, what: 'quarantine', because: 'planted' });
  await insert('quarantine_warnings', { scope: tenant, message: 'planted', since: at });
  await insert('outbox', { outbox_id: id, subject: `incidents.customer.${tenant}.opened`, body: '{}' });
  await insert('search_backlog', { backlog_id: id, incident_ids: [incident] });
  await insert('audit_pending', { tenant_id, mark_id: id, names: `timeline/${incident}/1` });
  const contact = { contact_id: id, command: 'acknowledge', used_at: at, used_by: 'planted' };
  await insert('used_links', { tenant_id, notice_id: id, ...contact });
  const asked = { reason: 'policy', pass: 1, asked_at: at, not_before: '2050-01-01T00:00:00Z' };
  await insert('redecisions', { redecision_id: id, tenant_id, ...asked });
  await stack.store.query('update quarantine set redrive_id = gen_random_uuid() where tenant_id = $1', [tenant]);
  return { gap };
}
