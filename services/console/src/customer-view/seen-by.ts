import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ask } from '../api/ask.js';
import { type Me, isPermitted, useMe } from '../session/me.js';

/** In the address of the pages that can be looked at as a customer does. */
export interface SeenBySearch {
  /** The customer's tenant. */
  readonly seenBy?: string;
}

export function seenBySearch({ seenBy }: Readonly<Record<string, unknown>>): SeenBySearch {
  return typeof seenBy === 'string' && seenBy !== '' ? { seenBy } : {};
}

/** The customer as whose people somebody of the provider looks; null while they look as themselves. */
export function useSeenBy(): string | null {
  const { seenBy } = useSearch({ strict: false }) as SeenBySearch;
  return (useMe().party === 'microsoft' && seenBy) || null;
}

/** What keeps it so on the next page. */
export function useSeenBySearch(): SeenBySearch {
  const seenBy = useSeenBy();
  return useMemo(() => (seenBy === null ? {} : { seenBy }), [seenBy]);
}

/** Whoever is there to act: while somebody looks as a customer does, nobody, and so nothing is offered. */
export function useWhoActs(): Me {
  const me = useMe();
  const seenBy = useSeenBy();
  return useMemo(() => (seenBy === null ? me : { ...me, permissions: {} }), [me, seenBy]);
}

/** The customers as whom one may look, by their tenants and names; none for a customer. */
export function useCustomers(): readonly { readonly tenant: string; readonly name: string }[] {
  const me = useMe();
  const mayAsk = me.party === 'microsoft' && isPermitted(me, 'see-directory');
  const tenants = useQuery({ ...ask('GET /v1/tenants'), enabled: mayAsk });
  return useMemo(
    // Who may not ask has them all the same where the page has read them for something else.
    () => (mayAsk ? (tenants.data?.items ?? []) : []).filter(({ tenant }) => tenant !== 'microsoft'),
    [mayAsk, tenants.data],
  );
}

export function useCustomerName(tenant: string): string {
  return useCustomers().find((customer) => customer.tenant === tenant)?.name ?? tenant;
}
