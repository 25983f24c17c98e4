import { PolicyShelf } from '@demarc/contracts';
import { ALL_TENANTS, DataSource, actingFor, loadPolicies } from '@demarc/store';
import type { FactoryProvider } from '@nestjs/common';

/** The shelf of policies, everybody's, loaded before any door opens; inject it as {@link PolicyShelf}. */
export const policyShelfProvider: FactoryProvider<PolicyShelf> = {
  provide: PolicyShelf,
  inject: [DataSource],
  useFactory: (store: DataSource) =>
    PolicyShelf.open((stamp) => actingFor(ALL_TENANTS, () => loadPolicies(store, stamp))),
};
