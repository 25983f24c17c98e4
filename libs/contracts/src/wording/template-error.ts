/** A template that cannot be used: where, counted from 1, and why. */
export class TemplateError extends Error {
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
    this.name = 'TemplateError';
  }
}
