/** As much as a NATS server takes by default (`max_payload`). */
export const MAX_BODY_BYTES = 1_048_576;
/** As many bytes of headers as Demarc reads and keeps of a message: what HTTP lets in. */
export const MAX_HEADER_BYTES = 16_384;
/** What the stream of events takes: both of these, and as much again for what NATS writes around headers. */
export const MAX_EVENT_MESSAGE_BYTES = MAX_BODY_BYTES + 2 * MAX_HEADER_BYTES;
