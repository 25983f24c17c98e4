import type { IncidentDetail } from '@demarc/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../api/ask.js';
import { Refused } from '../api/refused.js';
import { NOTHING_WITHHELD, type Withheld, withheldOf } from '../customer-view/withheld.js';

/** What of an incident is withheld from the customer as whom one looks; null until that is known. */
export function useWithheldOf(
  reference: string,
  seenBy: string | null,
  mine: IncidentDetail | undefined,
): { readonly withheld: Withheld | null; readonly error: Error | null } {
  const { data, error, isPending } = useQuery({
    ...ask('GET /v1/incidents/:id', { id: reference }, { seenBy: seenBy ?? '' }),
    enabled: seenBy !== null,
  });
  const isThere = !(error instanceof Refused && error.code === 'not-found');
  const withheld = useMemo(() => {
    if (seenBy === null) return NOTHING_WITHHELD;
    if (isPending || !mine || (isThere && !data)) return null;
    return withheldOf(mine, isThere ? data! : null);
  }, [seenBy, isPending, isThere, mine, data]);
  return { withheld, error: isThere && !data ? error : null };
}
