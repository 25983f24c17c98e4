import { DialogBody, DialogContent, DialogSurface, Input } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../parts/modal.js';
import { isPermitted, useMe } from '../session/me.js';
import { type Command, useAllCommands } from './commands.js';
import css from './dialog.module.css';
import { PAGES } from './pages.js';

const REFERENCE = /^inc-[0-9a-z]{5}-[0-9a-z]{5}$/i;

/** Finds and runs anything by its name; also leads to an incident by its reference and searches the queues. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('app');
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const offered = useOffered(typed.trim());
  const chosen = Math.min(at, offered.length - 1);
  const run = (command: Command | undefined) => {
    onClose();
    command?.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((chosen + step + offered.length) % offered.length);
    else if (event.key === 'Enter') run(offered[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal onClose={onClose}>
      <DialogSurface aria-label={t('palette.open')}>
        <DialogBody>
          <DialogContent>
            <Input
              autoFocus
              appearance="filled-darker"
              style={{ width: '100%' }}
              placeholder={t('palette.placeholder')}
              value={typed}
              onChange={(_, { value }) => {
                setTyped(value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              input={{
                role: 'combobox',
                'aria-expanded': true,
                'aria-controls': 'palette',
                'aria-activedescendant': `palette-${chosen}`,
                'aria-label': t('palette.open'),
              }}
            />
            <ul id="palette" role="listbox" aria-label={t('palette.open')} className={css.list}>
              {offered.map((command, index) => (
                <Offer
                  key={command.id}
                  id={`palette-${index}`}
                  command={command}
                  selected={index === chosen}
                  onRun={() => run(command)}
                />
              ))}
            </ul>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}

interface OfferProps {
  readonly id: string;
  readonly command: Command;
  readonly selected: boolean;
  readonly onRun: () => void;
}

function Offer({ id, command, selected, onRun }: OfferProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={selected}
      onClick={onRun}
      onKeyDown={onRun}
      ref={(line) => {
        if (selected) line?.scrollIntoView({ block: 'nearest' });
      }}
    >
      <span>
        {command.label} <span className={css.group}>{command.group}</span>
      </span>
      {command.key && <kbd>{command.key.replace('+', ' ')}</kbd>}
    </li>
  );
}

function useOffered(typed: string): readonly Command[] {
  const { t } = useTranslation('app');
  const me = useMe();
  const navigate = useNavigate();
  const registered = useAllCommands();
  return useMemo(() => {
    const group = t('group.goTo');
    const pages = PAGES.filter(({ permission }) => isPermitted(me, permission)).map(({ to, name }): Command => ({
      id: `page ${name}`,
      label: t(`page.${name}`),
      group,
      run: () => void navigate({ to }),
    }));
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = [...registered.filter(({ id }) => id !== 'palette'), ...pages].filter(({ label, group: under }) =>
      words.every((word) => `${label} ${under}`.toLowerCase().includes(word)),
    );
    if (typed === '') return fitting;
    const open = (reference: string) => () => void navigate({ to: '/incidents/$reference', params: { reference } });
    const search: Command = {
      id: 'search',
      label: t('palette.search', { typed }),
      group: t('page.queue'),
      run: () => void navigate({ to: '/queue', search: { q: typed } }),
    };
    const incident: Command = { id: 'incident', label: typed.toUpperCase(), group, run: open(typed.toUpperCase()) };
    return [...(REFERENCE.test(typed) ? [incident] : []), ...fitting, search];
  }, [t, me, navigate, registered, typed]);
}
