import { useEffect, useSyncExternalStore } from 'react';
import { preferences } from './preferences.js';

/** Something one can do here and now: by its keys, or by its name in the command palette. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** What it stands under in the palette and in the list of keys. */
  readonly group: string;
  /** A key as `KeyboardEvent.key` says it, or `Ctrl+k`, which is Cmd on a Mac. */
  readonly key?: string;
  readonly run: () => void;
}

const registered = new Map<symbol, readonly Command[]>();
const watchers = new Set<() => void>();
let all: readonly Command[] = [];

/** Offers commands while the calling part is on the page. Later parts go before earlier ones with the same key. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    const mine = Symbol('commands');
    registered.set(mine, commands);
    changed();
    return () => {
      registered.delete(mine);
      changed();
    };
  }, [commands]);
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => all,
  );
}

function changed(): void {
  all = [...registered.values()].flat();
  for (const tell of watchers) tell();
}

/** Runs the command of a key, unless somebody is typing, a dialog or menu has the keyboard, or single keys are off. */
export function runKey(event: KeyboardEvent): void {
  const chord = event.ctrlKey || event.metaKey;
  if (event.defaultPrevented || event.altKey) return;
  if (!chord && (!preferences().singleKeys || isTyping(event.target) || isElsewhere(event.target))) return;
  const wanted = chord ? `Ctrl+${event.key.toLowerCase()}` : event.key;
  const command = all.findLast(({ key }) => key === wanted);
  if (!command) return;
  event.preventDefault();
  command.run();
}

const TYPED_INTO = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
const isTyping = (target: EventTarget | null) => target instanceof Element && target.closest(TYPED_INTO) !== null;
const isElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]') !== null;
