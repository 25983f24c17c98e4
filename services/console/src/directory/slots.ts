import type { ContactSlot } from '@demarc/domain';

const CUSTOMER = ['security', 'devices', 'app-packaging', 'it-help-desk', 'other'] as const satisfies ContactSlot[];
const PROVIDER = ['security-operations', 'operations'] as const satisfies ContactSlot[];

/** What a party keeps contacts for. */
export const slotsOf = (isProvider: boolean): readonly ContactSlot[] => (isProvider ? PROVIDER : CUSTOMER);
