import type { CommandName, IncidentView } from '@demarc/contracts';
import { type ReactNode, Suspense, lazy, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Unreachable } from '../api/refused.js';
import { tell } from '../app/tell.js';
import { WhyNot } from '../parts/why-not.js';
import { useMe } from '../session/me.js';
import { type CommandBody, carryOut, carryOutBulk } from './carry-out.js';
import { COMMAND_FORMS } from './command-forms.js';

const WhyNotAll = lazy(() => import('./why-not-all.js'));
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
        const { done, refused, open } = await carryOutBulk(name, incidents, body);
        if (open) {
          tell({
            intent: 'warning',
            title: t('bulkOpen', { done, refused: refused.length, open: open.count }),
            body: <WhyNot error={open.error} />,
          });
          return false;
        }
        const intent = refused.length > 0 ? 'warning' : 'success';
        const whyNot = refused.length > 0 && (
          <Suspense>
            <WhyNotAll refused={refused} />
          </Suspense>
        );
        tell({ intent, title: t('bulk', { done, refused: refused.length }), body: whyNot });
        return true;
      } catch (error) {
        if (error instanceof Unreachable) tell({ intent: 'error', title: t('unreachable') });
        else tell(await (await import('./what-went-wrong.js')).whatWentWrong(error as Error, incidents[0]!, t));
        return false;
      }
    },
    [me, t],
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
