import type { IncidentView } from '@demarc/contracts';
import type { useTranslation } from 'react-i18next';
import { call } from '../api/call.js';
import { Refused } from '../api/refused.js';
import { actorName } from '../parts/person-name.js';
import { WhyNot } from '../parts/why-not.js';

type Translate = ReturnType<typeof useTranslation<'act'>>['t'];

/** An honest word: who was faster and with what, when that is the reason. */
export async function whatWentWrong(thrown: Error, { id, reference, revision }: IncidentView, t: Translate) {
  if (thrown instanceof Refused && thrown.isConflict) {
    const latest = await call('GET /v1/incidents/:id', { params: { id } }).catch(() => null);
    const entry = latest?.timeline.findLast((one) => one.revision > revision);
    const title = t('conflict.title', { reference });
    const whyNot = <WhyNot error={thrown} />;
    if (!entry) return { intent: 'warning', title, body: whyNot } as const;
    const who = entry.actor.party === 'demarc' ? 'Demarc' : actorName(entry.actor.name);
    const body = (
      <>
        {t('conflict.who', { who })} {whyNot} {t('conflict.now')}
      </>
    );
    return { intent: 'warning', title, body } as const;
  }
  if (thrown instanceof Refused && thrown.code === 'who-are-you')
    return { intent: 'warning', title: t('signedOut') } as const;
  return { intent: 'error', title: t('refused', { reference }), body: <WhyNot error={thrown} /> } as const;
}
