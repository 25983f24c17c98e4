/** One message to publish once its transaction has committed. */
export interface OutboxMessage {
  readonly subject: string;
  /** JSON. */
  readonly body: string;
}
