import { isIP } from 'node:net';

/** A resolver of names whose answers change from question to question, as those of an attacker's do. */
export class FakeResolver {
  /** What it was asked for, in order. */
  readonly asked: string[] = [];
  readonly #answers: readonly (readonly string[])[];

  /** The addresses of each answer; the last one is given from then on. */
  constructor(...answers: readonly (readonly string[])[]) {
    this.#answers = answers;
  }

  readonly resolve = (host: string): Promise<readonly { readonly address: string; readonly family: number }[]> => {
    const answer = this.#answers[Math.min(this.asked.length, this.#answers.length - 1)]!;
    this.asked.push(host);
    return Promise.resolve(answer.map((address) => ({ address, family: isIP(address) })));
  };
}
