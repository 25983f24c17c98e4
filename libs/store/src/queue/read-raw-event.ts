import type { DataSource } from 'typeorm';

export interface RawMessage {
  readonly bytes: Buffer;
  readonly contentType: string | null;
}

/**
 * The message an event came in, byte for byte; null when there is no such event.
 * Of several events of one message only the first holds the bytes.
 */
export async function readRawEvent(
  store: DataSource,
  eventId: string,
  { internal }: { readonly internal: boolean },
): Promise<RawMessage | null> {
  const [row] = await store.query<{ raw: Buffer; headers: Record<string, string> }[]>(
    `select m.raw, m.headers from events e
     join events m on m.tenant_id = e.tenant_id and m.message_id = e.message_id and m.raw is not null
     where e.event_id = $1 and ($2 or exists (
       select from decisions d join incidents i on i.tenant_id = d.tenant_id and i.incident_id = d.incident_id
       where d.tenant_id = e.tenant_id and d.event_id = e.event_id and not i.is_internal))
     limit 1`,
    [eventId, internal],
  );
  return row ? { bytes: row.raw, contentType: row.headers['content-type'] ?? null } : null;
}
