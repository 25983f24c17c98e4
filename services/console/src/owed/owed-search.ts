/** Whose notices are looked at, as it stands in the address. */
export interface OwedSearch {
  readonly tenant?: string;
  readonly party?: 'microsoft' | 'customer';
}

export function owedSearch({ tenant, party }: Readonly<Record<string, unknown>>): OwedSearch {
  return {
    ...(typeof tenant === 'string' && tenant !== '' && { tenant }),
    ...((party === 'microsoft' || party === 'customer') && { party }),
  };
}
