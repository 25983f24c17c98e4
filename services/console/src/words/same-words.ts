/** The same keys with texts of another language: what `satisfies` checks of a `words.fr.ts`. */
export type SameWords<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : SameWords<Words[Key]>;
};
