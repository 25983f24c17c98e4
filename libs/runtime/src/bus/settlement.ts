import type { JsMsg } from '@nats-io/jetstream';
import type { Outcome } from './outcome.js';

/** The only place that acknowledges. An ack that gets lost costs a redelivery, which every handler must bear. */
export function settle(message: JsMsg, outcome: Outcome): void {
  switch (outcome.type) {
    case 'done':
      message.ack();
      return;
    case 'retry':
      message.nak(outcome.afterMs);
      return;
    case 'reject':
      // Without its reason: nats-server before 2.10.4 ignores a term that carries one, and delivers the message again.
      message.term();
      return;
    default:
      outcome satisfies never;
  }
}

/** Gives a message back that nobody worked on, so that another process gets it at once. */
export function giveBack(message: JsMsg): void {
  message.nak();
}
