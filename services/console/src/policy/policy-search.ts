export const VIEWS = ['matrix', 'time-line', 'draft', 'proposals'] as const;
export type PolicyPart = (typeof VIEWS)[number];

/** What of the policies is looked at, as it stands in the address. */
export interface PolicySearch {
  /** Without it, the matrix. */
  readonly view?: PolicyPart;
  /** Without it, the one that holds for whoever looks. */
  readonly version?: string;
  readonly kind?: string;
  /** The clause that is explained. */
  readonly clause?: string;
}

export function policySearch(given: Readonly<Record<string, unknown>>): PolicySearch {
  const view = VIEWS.find((name) => name === given['view']);
  const texts = ['version', 'kind', 'clause'].flatMap((name) =>
    typeof given[name] === 'string' && given[name] !== '' ? [[name, given[name]]] : [],
  );
  return { ...(view && view !== 'matrix' && { view }), ...Object.fromEntries(texts) };
}
