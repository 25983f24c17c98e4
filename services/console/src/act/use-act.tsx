import type { CommandName, IncidentView } from '@demarc/contracts';
import { type ReactNode, Suspense, lazy, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.js';
import { Refused, Unreachable } from '../api/refused.js';
import { useTell } from '../app/tell.js';
import { actorName } from '../parts/person-name.js';
import { WhyNot } from '../parts/why-not.js';
import { useMe } from '../session/me.js';
import { type CommandBody, carryOut, carryOutBulk } from './carry-out.js';
import { COMMAND_FORMS } from './command-forms.js';

const CommandDialog = lazy(() => import('./command-dialog.js'));

interface Asked {
  readonly name: CommandName;
  readonly incidents: readonly IncidentView[];
}

interface Acting {
  /** Does it, or asks first for what it needs. */
  readonly act: (name: CommandName, incidents: readonly IncidentView[]) => void;
  /** Does it with what is known. Resolves with whether it was done; what was refused is told. */
  readonly carry: (name: CommandName, incidents: readonly IncidentView[], body: CommandBody) => Promise<boolean>;
  /** Where the page wants the dialog. */
  readonly dialog: ReactNode;
}

/** How pages let people do something with incidents: the form when there is one, and in words what came of it. */
export function useAct(): Acting {
  const { t } = useTranslation('act');
  const me = useMe();
  const tell = useTell();
  const [asked, setAsked] = useState<Asked | null>(null);

  const carry = useCallback(
    async (name: CommandName, incidents: readonly IncidentView[], body: CommandBody): Promise<boolean> => {
      try {
        const [first, ...others] = incidents;
        if (!first) return false;
        if (others.length === 0) {
          const { reference } = await carryOut(name, first, body, me);
          tell({ intent: 'success', title: t(`done.${name}`, { reference }) });
          return true;
        }
        const { done, refused } = await carryOutBulk(name, incidents, body);
        const intent = refused.length > 0 ? 'warning' : 'success';
        const whyNot = [...new Map(refused.map((one) => [one.message, one])).values()].slice(0, 3).map((error) => (
          <div key={error.message}>
            <WhyNot error={error} />
          </div>
        ));
        tell({ intent, title: t('bulk', { done, refused: refused.length }), body: whyNot });
        return true;
      } catch (error) {
        tell(await saidOf(error as Error, incidents[0]!, t));
        return false;
      }
    },
    [me, t, tell],
  );

  const act = useCallback(
    (name: CommandName, incidents: readonly IncidentView[]) => {
      if (incidents.length === 0) return;
      if (COMMAND_FORMS[name].length === 0) void carry(name, incidents, {});
      else setAsked({ name, incidents });
    },
    [carry],
  );

  const dialog = asked && (
    <Suspense>
      <CommandDialog {...asked} carry={carry} onClose={() => setAsked(null)} />
    </Suspense>
  );
  return { act, carry, dialog };
}

type Translate = ReturnType<typeof useTranslation<'act'>>['t'];

/** An honest word: who was faster and with what, when that is the reason. */
async function saidOf(thrown: Error, { id, reference, revision }: IncidentView, t: Translate) {
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
  if (thrown instanceof Unreachable) return { intent: 'error', title: t('unreachable') } as const;
  if (thrown instanceof Refused && thrown.code === 'who-are-you')
    return { intent: 'warning', title: t('signedOut') } as const;
  return { intent: 'error', title: t('refused', { reference }), body: <WhyNot error={thrown} /> } as const;
}
