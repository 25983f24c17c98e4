import type { Instant, Queue } from '@demarc/domain';

/** Whose a view is: a person's, `<party>/<name>`, or that of everybody who works a queue. */
export type ViewOwner =
  { readonly kind: 'person'; readonly name: string } | { readonly kind: 'queue'; readonly name: Queue };

/** A list that is kept under a name, which its owner has once. */
export interface SavedView {
  /** Of whoever saved it; the provider's people are of `microsoft`. */
  readonly tenant: string;
  readonly owner: ViewOwner;
  readonly name: string;
  /** The parameters of the list, as the api takes them. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Those with lower numbers stand first, those of the same by name. */
  readonly position: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
}
