import type { DeliveryListItemView } from '@demarc/contracts';
import type { Session } from '../session.js';
import { paintDeliveryState } from './notice-lines.js';
import { type Column, tableText } from './table.js';
import { relativeTime } from './time.js';

/** Deliveries as a list; the failed ones with the id that `notices redrive` takes, and what went wrong. */
export function deliveriesText(
  deliveries: readonly DeliveryListItemView[],
  failed: boolean,
  { style, width, io }: Pick<Session, 'style' | 'width' | 'io'>,
): string {
  if (deliveries.length === 0) return failed ? 'Everything arrived or is on its way.' : 'Nobody was told anything yet.';
  const id: Column<DeliveryListItemView> = { title: 'DELIVERY', value: ({ id: own }) => own, paint: style.bold };
  const why: Column<DeliveryListItemView> = {
    title: 'WHY',
    value: ({ reason, answer }) => [reason, answer].filter((text) => text !== null).join(': ') || '-',
    flexible: true,
  };
  const columns: readonly Column<DeliveryListItemView>[] = [
    { title: 'STATE', value: ({ state }) => state, paint: (text) => paintDeliveryState(text, style) },
    {
      title: 'INCIDENT',
      value: ({ reference, incidentId }) => reference ?? incidentId ?? '-',
      ...(failed && { dropFirst: 2 }),
    },
    { title: 'KIND', value: ({ kind }) => kind, dropFirst: 3 },
    {
      title: 'TO',
      value: ({ contactName, queue }) => contactName ?? queue,
      ...(failed ? { dropFirst: 4 } : { flexible: true as const }),
    },
    { title: 'BY', value: ({ channel }) => channel ?? '-', dropFirst: 5 },
    { title: 'TRIES', value: ({ attempts }) => String(attempts), right: true, dropFirst: 6 },
    {
      title: 'WHEN',
      value: ({ sentAt, nextAttemptAt, owedAt }) => relativeTime(sentAt ?? nextAttemptAt ?? owedAt, io.now()),
      paint: style.dim,
      dropFirst: 1,
    },
  ];
  return tableText(deliveries, failed ? [id, ...columns, why] : columns, width, style);
}
