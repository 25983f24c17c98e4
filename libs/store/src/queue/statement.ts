/** Puts a value among a statement's and answers its place, such as `$3`. */
export type Place = (value: unknown) => string;

/** A statement in the making: its parts put their values into one list. */
export class Statement {
  readonly values: unknown[] = [];
  readonly place: Place = (value) => `$${this.values.push(value)}`;
}
