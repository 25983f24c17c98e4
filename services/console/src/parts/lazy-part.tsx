import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { orUnreachable } from '../api/or-unreachable.js';
import { FaultPage } from './fault-page.js';
import { PagePending } from './page-pending.js';

/**
 * A part of a page whose code is fetched when it is shown. Unlike React's own `lazy` it asks again for what could not be
 * fetched, and takes nothing else of the page away meanwhile. `name` is its alone.
 */
export function lazyPart<Props extends object>(
  name: string,
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  return function LazyPart(props: Props) {
    const { data, error } = useQuery({
      queryKey: ['code', name],
      queryFn: () => load().catch(orUnreachable),
      staleTime: Infinity,
      structuralSharing: false,
    });
    if (data) return <data.default {...props} />;
    return error ? <FaultPage error={error} /> : <PagePending />;
  };
}
