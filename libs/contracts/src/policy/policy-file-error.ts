/** What is wrong with the text of a policy, every mistake with its place. */
export class PolicyFileError extends Error {
  constructor(
    readonly summary: string,
    readonly mistakes: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`${summary}:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`, options);
    this.name = 'PolicyFileError';
  }
}
