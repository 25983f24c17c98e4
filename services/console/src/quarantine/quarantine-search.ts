/** Which quarantined messages are looked at, as it stands in the address. */
export interface QuarantineSearch {
  readonly reason?: string;
  readonly tenant?: string;
  readonly format?: string;
  /** `all`: also what was worked. */
  readonly show?: string;
  /** The message that is open. */
  readonly message?: string;
}

const NAMES = ['reason', 'tenant', 'format', 'show', 'message'] as const;

export function quarantineSearch(given: Readonly<Record<string, unknown>>): QuarantineSearch {
  return Object.fromEntries(
    NAMES.flatMap((name) => (typeof given[name] === 'string' && given[name] !== '' ? [[name, given[name]]] : [])),
  );
}
