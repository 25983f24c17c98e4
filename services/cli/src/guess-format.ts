import { type Json, type JsonObject } from '@demarc/contracts';

/** What `send` can send: `cloudevent` carries its own type, the others are a source's own JSON. */
export type SentFormat = string;
export const CLOUDEVENT = 'cloudevent';

/** The format a message looks like, or null when nothing tells. Only top-level fields are looked at. */
export function guessFormat(json: Json): SentFormat | null {
  const [first] = Array.isArray(json) ? (json as readonly Json[]) : [json];
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return null;
  const message = first as JsonObject;
  const has = (...names: readonly string[]): boolean => names.every((name) => name in message);
  const type = message['@odata.type'];
  if (has('specversion', 'type', 'source')) return CLOUDEVENT;
  if (has('alerts') && (has('groupKey') || has('receiver'))) return 'alertmanager';
  if (typeof type === 'string' && /security\.alert$/i.test(type)) return 'graph-alert';
  if (has('machineId') || has('alertCreationTime')) return 'mde-alert';
  if (has('title') && (has('createdDateTime') || has('serviceSource') || has('providerAlertId'))) return 'graph-alert';
  return has('title') ? 'incident' : null;
}
