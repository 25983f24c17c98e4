import type { NoticeMessage, Worded } from '@demarc/contracts';
import type { Channel, ChannelType, Contact } from '@demarc/domain';

/**
 * Why an attempt ended as it did: the metric's label and the console's word.
 *
 * | outcome | reasons |
 * |---|---|
 * | `sent` | `accepted` |
 * | `failedTemporarily` | `throttled`, `server-error`, `mailbox-busy`, `timeout`, `unreachable`, `reset`, `tls`, `bad-answer`, `relay-refused`, `not-configured` |
 * | `failedPermanently` | `refused`, `unauthorised`, `gone`, `redirected`, `address-refused`, `not-https`, `mailbox-refused`, `invalid-target`, `invalid-secret`, `contact-gone` |
 */
export const REASONS = {
  /** The receiver took it. */
  accepted: 'sent',
  /** The receiver asks to slow down. */
  throttled: 'failedTemporarily',
  /** The receiver has a fault of its own. */
  'server-error': 'failedTemporarily',
  /** The mailbox is full, locked or greylisted for now. */
  'mailbox-busy': 'failedTemporarily',
  timeout: 'failedTemporarily',
  /** No connection could be made: name, route or port. */
  unreachable: 'failedTemporarily',
  /** The connection broke before there was an answer. */
  reset: 'failedTemporarily',
  /** No secure connection: a certificate or protocol is not accepted. */
  tls: 'failedTemporarily',
  /** The answer was not HTTP or SMTP, or was of no use. */
  'bad-answer': 'failedTemporarily',
  /** The mail relay did not accept our credentials or sender: ours to mend. */
  'relay-refused': 'failedTemporarily',
  /** The channel has no server to send through. */
  'not-configured': 'failedTemporarily',
  /** The receiver says that this will never be accepted. */
  refused: 'failedPermanently',
  unauthorised: 'failedPermanently',
  /** The receiver says that it is no longer there. */
  gone: 'failedPermanently',
  /** Redirects are not followed: a signed notice goes to the address that was registered and nowhere else. */
  redirected: 'failedPermanently',
  /** The receiver is inside, loopback or at no public address, and the operator did not allow it. Nothing was sent. */
  'address-refused': 'failedPermanently',
  /** The receiver would be sent to in the clear. Nothing was sent. */
  'not-https': 'failedPermanently',
  'mailbox-refused': 'failedPermanently',
  /** The contact's address or URL cannot be sent to. */
  'invalid-target': 'failedPermanently',
  'invalid-secret': 'failedPermanently',
  /** The contact, or its channel, was removed since. */
  'contact-gone': 'failedPermanently',
} as const satisfies Record<string, AnswerOutcome>;

type AnswerOutcome = 'sent' | 'failedTemporarily' | 'failedPermanently';
export type Reason = keyof typeof REASONS;

/** What one attempt came to. */
export interface Answer {
  readonly outcome: AnswerOutcome;
  readonly reason: Reason;
  /** What the receiver said, shortened; null when it said nothing. */
  readonly answer: string | null;
  /** The receiver's own wish for the next attempt. */
  readonly retryAfterMs?: number;
}

/** An answer for a reason; the outcome follows from it. */
export function answerOf(reason: Reason, answer: string | null = null, retryAfterMs?: number): Answer {
  const text = answer === null ? null : oneLine(answer);
  return { outcome: REASONS[reason], reason, answer: text, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** What is sent to whom. */
export interface Letter<Type extends ChannelType = ChannelType> {
  readonly notice: NoticeMessage;
  readonly contact: Contact;
  readonly channel: ChannelOf<Type>;
  /** The notice in the contact's language, for channels that people read. */
  readonly worded: () => Promise<Worded>;
}

/** One way to reach a contact. `send` never throws: whatever happens is an answer. */
export interface NoticeChannel<Type extends ChannelType = ChannelType> {
  readonly type: Type;
  /** Sends to the same lane share a limit, so that one hanging receiver holds back nobody else. */
  laneOf(channel: ChannelOf<Type>): string;
  /** At most so many sends of one lane at once. */
  readonly perLane: number;
  send(letter: Letter<Type>): Promise<Answer>;
  /** Breaks off what is still under way; those sends answer `reset`. */
  close(): Promise<void>;
}

export type ChannelOf<Type extends ChannelType> = Extract<Channel, { type: Type }>;

const ANSWER_LIMIT = 1_024;

/** Printable, on one line, well-formed and short: an answer comes from a stranger and goes to a database and a screen. */
function oneLine(text: string): string {
  return text
    .slice(0, ANSWER_LIMIT)
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
}
