import type { IncidentChange } from '@demarc/domain';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { personName } from '../parts/person-name.js';
import { phraseIn } from '../phrases/load-phrases.js';

export interface ChangeText {
  readonly said: string;
  /** Somebody's own words. */
  readonly quote: string | null;
}

/** What happened, in words of the reader's language; people's words are quoted as they are. */
export function useChangeText(): (change: IncidentChange) => ChangeText {
  const { t, i18n } = useTranslation(['incident', 'vocabulary', 'act']);
  return useCallback(
    (change) => {
      const key = change.type.slice('incident.'.length) as 'opened';
      const said = (values: Readonly<Record<string, unknown>> = {}, quote: string | null = null): ChangeText => ({
        said: t(`change.${key}` as 'change.acknowledged', values),
        quote,
      });
      const queue = (name: string) => t(`vocabulary:queue.${name as 'customer/other'}`);
      switch (change.type) {
        case 'incident.opened':
          return said({ queue: queue(change.incident.queue) });
        case 'incident.events-joined':
          return said({ count: change.count });
        case 'incident.severity-raised':
          return said({ from: change.from, to: change.to });
        case 'incident.severity-lowered':
        case 'incident.severity-set':
          return said({ from: change.from, to: change.to }, change.because);
        case 'incident.handed-over':
          return said(
            { from: queue(change.from.queue), to: queue(change.to.queue), clause: change.to.clauseId },
            change.because,
          );
        case 'incident.redecided':
          return said({ clause: change.to.clauseId, policy: change.to.policyVersion }, change.because);
        case 'incident.event-left':
        case 'incident.linked':
        case 'incident.absorbed':
        case 'incident.split-off':
          return said({ reference: change.reference, count: 'count' in change ? change.count : 1 }, change.because);
        case 'incident.service-impact-flagged':
          return said({ impact: t(`act:${change.impact}`) }, change.note);
        case 'incident.assigned':
          return said({ to: personName(change.to) });
        case 'incident.commented':
          return said({}, change.text);
        case 'incident.resolved': {
          const { classification, determination, note } = change.resolution;
          const ending =
            classification === null
              ? null
              : t(`act:ending.${classification as 'fixed'}`, { defaultValue: classification });
          const noted = note && (phraseIn(i18n.language, note) ?? note);
          const quote = [ending, determination, noted].filter((part) => part !== null).join(' · ');
          return said({}, quote === '' ? null : quote);
        }
        case 'incident.offered':
          return said({ to: queue(change.offer.to) }, change.offer.reason);
        case 'incident.offer-accepted':
        case 'incident.offer-escalated':
        case 'incident.offer-returned':
          return said({ to: queue(change.offer.to), from: queue(change.offer.from) });
        case 'incident.offer-refused':
        case 'incident.offer-withdrawn':
          return said({ to: queue(change.offer.to) }, change.because);
        case 'incident.disputed':
          return said({ count: change.refusals });
        case 'incident.dispute-settled':
          return said({ to: queue(change.to) }, change.because);
        case 'incident.action-requested':
          return said({}, change.asked.action);
        case 'incident.action-answered':
          return said({}, change.text);
        case 'incident.clock-warned':
        case 'incident.clock-breached':
        case 'incident.escalation-started':
          return said({ clock: t(`vocabulary:clock.${change.clock}`) });
        case 'incident.escalated':
          return said({ clock: t(`vocabulary:clock.${change.clock}`), step: change.step });
        case 'incident.snoozed':
          return said({}, change.snooze.because);
        case 'incident.reopened':
        case 'incident.customer-engaged':
        case 'incident.woken':
          return said({}, change.because);
        case 'incident.acknowledged':
        case 'incident.snooze-agreed':
        case 'incident.close-announced':
        case 'incident.escalation-acknowledged':
          return said();
        default:
          // A later version may tell of what this one does not know.
          return { said: (change satisfies never as IncidentChange).type, quote: null };
      }
    },
    [t, i18n.language],
  );
}
