import type { CommandName } from '@demarc/contracts';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { offersOfAll } from '../act/offers.js';
import { type Command, useCommands } from '../app/commands.js';
import { useSeenBySearch, useWhoActs } from '../customer-view/seen-by.js';
import type { ListedIncident } from './incident-pages.js';
import { meantBy } from './meant.js';

interface RowKeys {
  readonly rows: readonly ListedIncident[];
  /** The row that is marked; -1 when none is. */
  readonly active: number;
  readonly chosen: ReadonlySet<string>;
  readonly pageRows: number;
  readonly goTo: (index: number) => void;
  readonly choose: (id: string) => void;
  readonly act: (name: CommandName, incidents: readonly ListedIncident[]) => void;
}

const ACTS = [
  ['a', 'acknowledge'],
  ['c', 'claim'],
  ['s', 'assign'],
  ['h', 'offer'],
  ['r', 'resolve'],
  ['m', 'comment'],
] as const;

/** The list's keys. Letters work wherever one is on the page, arrows where the list has the keyboard. */
export function useRowKeys({ rows, active, chosen, pageRows, goTo, choose, act }: RowKeys) {
  const { t } = useTranslation(['queue', 'act', 'app']);
  const me = useWhoActs();
  const seenBy = useSeenBySearch();
  const navigate = useNavigate();
  const commands = useMemo<readonly Command[]>(() => {
    const group = t('app:group.queue');
    const here = rows[active];
    const meant = meantBy(rows, active, chosen);
    const offered = offersOfAll(meant, me);
    const open = () =>
      here && void navigate({ to: '/incidents/$reference', params: { reference: here.reference }, search: seenBy });
    return [
      { id: 'next', label: t('key.next'), group, key: 'j', run: () => goTo(active + 1) },
      { id: 'previous', label: t('key.previous'), group, key: 'k', run: () => goTo(active - 1) },
      { id: 'open', label: t('key.open'), group, key: 'o', run: open },
      { id: 'choose', label: t('key.choose'), group, key: 'x', run: () => here && choose(here.id) },
      ...ACTS.filter(([, name]) => offered.has(name)).map(([key, name]) => ({
        id: name,
        label: t(`act:name.${name}`),
        group,
        key,
        run: () => act(name, meant),
      })),
    ];
  }, [t, me, seenBy, navigate, rows, active, chosen, goTo, choose, act]);
  useCommands(commands);

  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + pageRows,
      PageUp: active - pageRows,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) goTo(to);
    else if (event.key === 'Enter') commands.find(({ id }) => id === 'open')!.run();
    else if (event.key === ' ') commands.find(({ id }) => id === 'choose')!.run();
    else return;
    event.preventDefault();
  };
}
