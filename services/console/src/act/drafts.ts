import { useMemo } from 'react';
import { useMe } from '../session/me.js';
import { DRAFT_KEY } from '../session/forget-drafts.js';

interface Drafts {
  /** What was typed for it and not sent; empty when nothing was. */
  readonly read: (what: string) => Readonly<Record<string, unknown>>;
  readonly keep: (what: string, values: Readonly<Record<string, unknown>>) => void;
  readonly forget: (what: string) => void;
}

/**
 * What somebody typed and did not send, by what it was for: until they sign out or close the window. It is a person's:
 * whoever signs in after them in the same window does not find it.
 */
export function useDrafts(): Drafts {
  const { id } = useMe();
  return useMemo(() => draftsOf(id), [id]);
}

function draftsOf(person: string): Drafts {
  const keyOf = (what: string) => `${DRAFT_KEY}${person} ${what}`;
  return {
    read: (what) => {
      try {
        return JSON.parse(sessionStorage.getItem(keyOf(what)) ?? '{}');
      } catch {
        return {};
      }
    },
    keep: (what, values) => sessionStorage.setItem(keyOf(what), JSON.stringify(values)),
    forget: (what) => sessionStorage.removeItem(keyOf(what)),
  };
}
