import type { Area } from './vocabulary.js';

/**
 * One line of the table that says what an event is about when the event does not say so itself. Data: a tenant keeps
 * rules of its own in the same form. It holds when any of its `words` or `equals` is found in any field it looks in.
 */
export interface AreaRule {
  /** Short and readable, unique in its table; the receipt names it. */
  readonly id: string;
  readonly area: Area;
  /** Names of event formats; left out: every format. */
  readonly formats?: readonly string[] | undefined;
  /** Fields of the event, such as `title` or `label:alertname`; left out: those the format looks in by itself. */
  readonly in?: readonly string[] | undefined;
  /** Beginnings of words, without case: `print` finds `PrintSpoolerDown`. */
  readonly words?: readonly string[] | undefined;
  /** Whole values, without case; with a `*` at the end, their beginning. */
  readonly equals?: readonly string[] | undefined;
}
