import { EXIT } from './exit-code.js';
import { Failure } from './failure.js';
import { exchange } from './http-exchange.js';

/** What the local mail sink says of a mail; it belongs to the local stack, not to Demarc's API. */
export interface Mail {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
}

export interface WholeMail extends Mail {
  readonly text: string;
}

const WHAT = 'The local mail sink';
const ADVICE = 'It runs with `npm start`; DEMARC_RECEIVER_PORT says where. Real mail is not read by this command.';

/** All mails the sink kept, newest first. */
export async function listMails(receiverUrl: URL, stop: AbortSignal): Promise<readonly Mail[]> {
  const { mails } = await read<{ mails: readonly Mail[] }>(new URL('mails', receiverUrl), 'mails', stop);
  return mails.toReversed();
}

/** One mail with its text. Throws a not-found failure when there is none. */
export async function readMail(receiverUrl: URL, id: string, stop: AbortSignal): Promise<WholeMail> {
  try {
    return await read<WholeMail>(new URL(`mails/${encodeURIComponent(id)}`, receiverUrl), 'text', stop);
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== EXIT.notFound) throw error;
    throw new Failure(EXIT.notFound, `There is no mail ${id}.`, '`demarc mail` lists them.');
  }
}

/** `field` is the one by which the sink is told from something else that listens there. */
async function read<Answer>(url: URL, field: keyof Answer & string, stop: AbortSignal): Promise<Answer> {
  const response = await exchange(url, { signal: stop }, WHAT, ADVICE);
  const answer = (await response.json().catch(() => null)) as Answer | null;
  if (typeof answer === 'object' && answer !== null && answer[field] !== undefined) return answer;
  throw new Failure(EXIT.refused, `${url.href} is no mail sink of Demarc.`, ADVICE);
}
