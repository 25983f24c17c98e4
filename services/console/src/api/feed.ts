import type { IncidentMessage } from '@demarc/contracts';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { onSignedIn, sessionEnded } from '../session/session-state.js';
import { type ServerSentEvent, readServerSentEvents } from './server-sent-events.js';

/** `live`: what happens arrives; `coming`: connecting, for the first time or again; `off`: nobody listens. */
export type FeedState = 'live' | 'coming' | 'off';

type Listener = (messages: readonly IncidentMessage[]) => void;

/** A storm is many messages a second: they are told together. */
const TOLD_EVERY_MS = 250;
const AGAIN_AFTER_MS = 2_000;
const SIGNED_OUT = 401;
/** The server gives a sign of life every 15 s: a line that misses three of them is dead, whatever the browser thinks. */
const SILENT_MS = 45_000;
const RESET = 'reset';

const listeners = new Set<Listener>();
const gapListeners = new Set<() => void>();
const watchers = new Set<() => void>();
let state: FeedState = 'off';
let going = false;
let position: string | null = null;
let waiting: IncidentMessage[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;

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

/**
 * Calls back when what was read before may be older than what the feed begins with: it began for the first time, or it
 * could not go on where it broke. Returns what ends it.
 */
export function onFeedGap(listener: () => void): () => void {
  gapListeners.add(listener);
  return () => gapListeners.delete(listener);
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
  going = true;
  for (;;) {
    become('coming');
    const line = new AbortController();
    const unanswered = setTimeout(() => line.abort(), SILENT_MS);
    try {
      const headers = position === null ? {} : { 'last-event-id': position };
      const answer = await fetch('/v1/feed', { headers, signal: line.signal });
      clearTimeout(unanswered);
      if (answer.status === SIGNED_OUT) {
        sessionEnded();
        break;
      }
      if (answer.ok && answer.body) {
        become('live');
        await readServerSentEvents(answer.body, SILENT_MS, takeFromFeed);
      }
    } catch {
      // It broke, which is what the loop is for.
    }
    clearTimeout(unanswered);
    line.abort();
    become('coming');
    await pause(AGAIN_AFTER_MS);
  }
  become('off');
  going = false;
}

/** Exported for its spec. */
export function takeFromFeed({ id, event, data }: ServerSentEvent): void {
  const isGap = position === null || event === RESET;
  position = id;
  if (isGap) tellAll(gapListeners, (listener) => listener());
  if (event !== RESET && data !== '') keep(JSON.parse(data) as IncidentMessage);
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
  timer ??= setTimeout(() => {
    const messages = waiting;
    waiting = [];
    timer = null;
    tellAll(listeners, (listener) => listener(messages));
  }, TOLD_EVERY_MS);
}

/** One that throws says so where errors are said, and the others are told all the same. */
export function tellAll<One>(
  all: ReadonlySet<One>,
  tell: (one: One) => void,
  report: (error: unknown) => void = (error) => reportError(error),
): void {
  for (const one of all) {
    try {
      tell(one);
    } catch (error) {
      report(error);
    }
  }
}
