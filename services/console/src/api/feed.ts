import type { IncidentMessage } from '@demarc/contracts';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { onSignedIn, sessionEnded } from '../session/session-state.js';
import { readServerSentEvents } from './server-sent-events.js';

/** `live`: what happens arrives; `coming`: connecting, for the first time or again; `off`: nobody listens. */
export type FeedState = 'live' | 'coming' | 'off';

type Listener = (messages: readonly IncidentMessage[]) => void;

/** A storm is many messages a second: they are told together. */
const TOLD_EVERY_MS = 250;
const AGAIN_AFTER_MS = 2_000;
const SIGNED_OUT = 401;

const listeners = new Set<Listener>();
const watchers = new Set<() => void>();
let state: FeedState = 'off';
let going: AbortController | null = null;
let position: string | null = null;
let waiting: IncidentMessage[] = [];
let timer: number | null = null;

/**
 * Tells what happens to the incidents one may see, as it happens: one connection for the whole console, which goes on
 * where it broke. Several messages of one moment come together, oldest first.
 */
export function useFeed(listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const tell: Listener = (messages) => latest.current(messages);
    listeners.add(tell);
    if (!going) void follow();
    return () => {
      listeners.delete(tell);
    };
  }, []);
}

export function useFeedState(): FeedState {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => state,
  );
}

async function follow(): Promise<void> {
  const mine = new AbortController();
  going = mine;
  while (!mine.signal.aborted) {
    become('coming');
    try {
      const headers = position === null ? {} : { 'last-event-id': position };
      const answer = await fetch('/v1/feed', { headers, signal: mine.signal });
      if (answer.status === SIGNED_OUT) {
        sessionEnded();
        break;
      }
      if (answer.ok && answer.body) {
        become('live');
        await readServerSentEvents(answer.body, ({ id, data }) => {
          position = id;
          if (data !== '') keep(JSON.parse(data) as IncidentMessage);
        });
      }
    } catch {
      // It broke, which is what the loop is for.
    }
    if (!mine.signal.aborted) await pause(AGAIN_AFTER_MS);
  }
  become('off');
  going = null;
}

onSignedIn(() => {
  if (!going && listeners.size > 0) void follow();
});

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function become(next: FeedState): void {
  if (state === next) return;
  state = next;
  for (const changed of watchers) changed();
}

function keep(message: IncidentMessage): void {
  waiting.push(message);
  timer ??= window.setTimeout(() => {
    const messages = waiting;
    waiting = [];
    timer = null;
    for (const listener of listeners) listener(messages);
  }, TOLD_EVERY_MS);
}
