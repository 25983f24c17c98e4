import type { Device } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { KEY, type Page, type PageRequest, decodeCursor, encodeCursor, pageOfRows } from '../queue/list-cursor.js';

/** A page of a tenant's devices as they are now; `q` begins a name, a serial, an Entra or a Defender id. */
export async function listDevices(
  store: DataSource,
  tenant: string,
  q: string | null,
  page: PageRequest,
): Promise<Page<Device>> {
  const after = decodeCursor('devices', [KEY.uuid], page.cursor);
  const beginning = q?.trim() ? `${escapeLike(q.trim())}%` : null;
  const rows = await store.query<{ document: Device }[]>(
    `select document from devices d
     where tenant_id = $1 and superseded_at is null and ($2::uuid is null or device_id > $2)
       and ($3::text is null or entra_id ilike $3 or serial ilike $3
         or exists (select 1 from jsonb_array_elements((d.document->'names') || (d.document->'defenderIds')) held
                    where held->>'value' ilike $3))
     order by device_id limit $4`,
    [tenant, after?.[0] ?? null, beginning, page.limit + 1],
  );
  return pageOfRows(
    rows,
    page.limit,
    (row) => row.document,
    (last) => encodeCursor('devices', [last.document.id]),
  );
}

/** A person's text with LIKE's own characters taken as themselves. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
