import type { Instant } from '@demarc/domain';
import type { DataSource } from 'typeorm';
import { onConnection } from './on-connection.js';

/** Where single notices go, and how many more there are to be. */
export interface Wanted {
  readonly contactId: string;
  readonly channel: string;
  readonly target: string;
  readonly count: number;
}

/** How many of them may be sent singly, and until when the window lasts. */
export interface Places {
  readonly allowed: number;
  readonly windowEndsAt: Date;
}

export const placeKey = ({ contactId, channel, target }: Omit<Wanted, 'count'>) =>
  `${contactId}\n${channel}\n${target}`;

/**
 * Takes places in the windows of contacts, at most `most` in each; a window begins with the first notice after the last
 * one ended. One statement, rows in one order: several notifiers share the windows.
 */
export async function takePlaces(
  store: DataSource,
  wanted: readonly Wanted[],
  { now, most, windowMs }: { readonly now: Instant; readonly most: number; readonly windowMs: number },
): Promise<ReadonlyMap<string, Places>> {
  const { rows } = await onConnection(store, (client) =>
    client.query<{ key: string; before: number; began: Date; count: number }>({
      name: 'take-places',
      text: `with wanted as (
               select * from json_to_recordset($1::json) as w("contactId" uuid, channel text, target text, count integer)),
             taken as (
               insert into contact_windows as k (contact_id, channel, target, began_at, sent)
               select "contactId", channel, target, $2::timestamptz, count from wanted
               order by "contactId", channel, target
               on conflict (contact_id, channel, target) do update set
                 began_at = case when k.began_at + $3 * interval '1 millisecond' <= $2::timestamptz
                                 then $2::timestamptz else k.began_at end,
                 sent = case when k.began_at + $3 * interval '1 millisecond' <= $2::timestamptz
                             then excluded.sent else k.sent + excluded.sent end
               returning contact_id, channel, target, began_at, sent)
             select t.contact_id || E'\\n' || t.channel || E'\\n' || t.target as key, t.sent - w.count as before,
                    t.began_at as began, w.count
             from taken t join wanted w on w."contactId" = t.contact_id and w.channel = t.channel and w.target = t.target`,
      values: [JSON.stringify(wanted), now, windowMs],
    }),
  );
  return new Map(
    rows.map(({ key, before, began, count }) => [
      key,
      { allowed: Math.max(0, Math.min(count, most - before)), windowEndsAt: new Date(began.getTime() + windowMs) },
    ]),
  );
}
