/** Whose directory a part of the page shows. */
export interface PartProps {
  readonly tenant: string;
  /** It is the provider's own, which has no devices. */
  readonly isProvider: boolean;
}
