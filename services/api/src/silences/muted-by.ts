import type { mutedView } from '@demarc/contracts';
import { type Incident, type Instant, SHIPPED_INHIBITION, isActive, rulesFor, silences } from '@demarc/domain';
import { type DataSource, type KeptSilence, inhibitorOf, listSilences, loadInhibitionRules } from '@demarc/store';
import type { z } from 'zod';

export type Muted = z.output<typeof mutedView>;

/** What keeps notices of incidents back now, read once for as many incidents as are shown. */
export async function mutedBySilence(store: DataSource, now: Instant): Promise<(incident: Incident) => Muted | null> {
  const active = (await listSilences(store, now)).filter((silence) => isActive(silence, now));
  return (incident) => silenceFor(active, incident);
}

function silenceFor(active: readonly KeptSilence[], incident: Incident): Muted | null {
  const silence = active.find((one) =>
    [incident.queue, incident.informed].some(
      (queue) => queue !== null && silences(one, { tenant: incident.tenant, queue, incident }),
    ),
  );
  return silence ? { by: `silence:${silence.id}`, reason: silence.reason, until: silence.endsAt } : null;
}

/** The same for one incident, with the other incident that explains it. */
export async function mutedBy(store: DataSource, incident: Incident, now: Instant): Promise<Muted | null> {
  if (incident.state === 'resolved') return null;
  const silenced = (await mutedBySilence(store, now))(incident);
  if (silenced) return silenced;
  const rules = (await loadInhibitionRules(store)).get(incident.tenant) ?? SHIPPED_INHIBITION;
  for (const rule of rulesFor(rules, incident)) {
    const cause = await inhibitorOf(store, incident.tenant, rule);
    if (cause && cause.id !== incident.id)
      return {
        by: `inhibited:${cause.reference}`,
        reason: `${cause.reference} explains it (${rule.name})`,
        until: null,
      };
  }
  return null;
}
