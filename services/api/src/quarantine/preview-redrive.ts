import { type KnownTenant, type QuarantinePreview, correctedMessage, decodeMessage } from '@demarc/contracts';
import type { Correction } from '@demarc/domain';
import type { QuarantineItem } from '@demarc/store';

/** What would become of a message if it were read again so. Pure: the router reads it the same way. */
export function previewOf(
  { item, raw }: { readonly item: QuarantineItem; readonly raw: Buffer },
  as: Correction,
  tenants: ReadonlyMap<string, KnownTenant>,
): QuarantinePreview['items'][number] {
  const came = { subject: item.subject, headers: item.headers, body: raw, receivedAt: item.receivedAt };
  const decoded = decodeMessage(correctedMessage(came, as), tenants);
  if (!decoded.ok) {
    const { tenant, reason, detail } = decoded;
    return { id: item.id, tenant, readable: false, events: [], reason, detail };
  }
  const events = decoded.events.map(({ source, id, title }) => ({ source, id, title }));
  return { id: item.id, tenant: decoded.tenant, readable: true, events, reason: null, detail: null };
}
