import { usage } from './failure.js';

/** A parser for an option that takes one of a closed list; case does not matter. */
export function oneOf<Choice extends string>(choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const found = choices.find((choice) => choice.toLowerCase() === text.trim().toLowerCase());
    if (found !== undefined) return found;
    throw usage(`"${text}" is not known here.`, `Known are ${choices.join(', ')}.`);
  };
}

/** As {@link oneOf}, for several with commas between them or the option given again. */
export function someOf<Choice extends string>(
  choices: readonly Choice[],
): (text: string, before?: readonly Choice[]) => readonly Choice[] {
  const one = oneOf(choices);
  return (text, before = []) => [...before, ...text.split(',').map(one)];
}
