import { PolicyShelf } from '@demarc/contracts';
import { DataSource, loadPolicies } from '@demarc/store';
import type { FactoryProvider } from '@nestjs/common';

/** The shelf of policies, loaded before any door opens; inject it as {@link PolicyShelf}. */
export const policyShelfProvider: FactoryProvider<PolicyShelf> = {
  provide: PolicyShelf,
  inject: [DataSource],
  useFactory: (store: DataSource) => PolicyShelf.open((stamp) => loadPolicies(store, stamp)),
};
